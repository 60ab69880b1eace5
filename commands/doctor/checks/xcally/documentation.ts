import type { Contract } from "../../../../xcally/contract.ts";
import { readDocumentation, type DocumentedRoute } from "../../../../xcally/client/documentation.ts";
import { pass, skip, warn, type Finding } from "../../finding.ts";
import type { XcallyServer } from "./server.ts";

const timeoutMs = 10_000;

/** Fields of the contract that no request sends. */
const readOnly = ["id", "signedIn"];

/** Whether the server's own documentation has the routes and the fields of the contract. */
export async function checkDocumentation(
  { url, trust }: XcallyServer,
  contract: Contract,
): Promise<readonly Finding[]> {
  const documented = await readDocumentation(url.href.replace(/\/$/, ""), { ...trust, timeoutMs });
  if (documented === undefined) {
    return [
      skip(`${url.origin}/apidoc serves no list of routes, so the contract cannot be compared with it.`),
    ];
  }
  const { basePath, routes, cloudProvider, mailAccount } = contract;
  return [
    compare(documented, basePath + routes.cloudProviders, "cloudProviders", cloudProvider.fields, "POST"),
    compare(documented, basePath + routes.mailAccounts, "mailAccounts", mailAccount.fields, "PUT"),
  ];
}

function compare(
  documented: readonly DocumentedRoute[],
  path: string,
  setting: "cloudProviders" | "mailAccounts",
  fields: Readonly<Record<string, string | null>>,
  method: "POST" | "PUT",
): Finding {
  const own = documented.filter((route) => route.path === path || route.path.startsWith(`${path}/`));
  if (own.length === 0) {
    const word = setting === "cloudProviders" ? /cloud|provider/i : /mail/i;
    const similar = [...new Set(documented.map((route) => route.path).filter((route) => word.test(route)))];
    return warn(
      `The server's documentation (/apidoc) has no route ${path}${similar.length === 0 ? "" : `, but ${similar.join(", ")}`}.`,
      "whoever runs the stack",
      `Set contract.routes.${setting} to the right one.`,
    );
  }
  const known = own.filter((route) => route.method === method).flatMap((route) => route.fields);
  const names = Object.entries(fields).flatMap(([field, name]) =>
    readOnly.includes(field) || name === null ? [] : [name],
  );
  const missing = known.length === 0 ? [] : names.filter((name) => !known.includes(name));
  if (missing.length === 0)
    return pass(`The server's documentation (/apidoc) has the route ${path} as the contract has it.`);
  return warn(
    `The server's documentation (/apidoc) of ${method} ${path} has no field ${missing.join(", ")}; it has ${known.join(", ")}.`,
    "whoever runs the stack",
    `Set the fields that have other names under contract.${setting.replace(/s$/, "")}.fields.`,
  );
}
