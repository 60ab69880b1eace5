/**
 * A stand-in of the Azure CLI for what pipelines/azure/ asks of it: it remembers what was made in the file STAND_IN_STATE, and refuses every
 * command and option that is not in its table, so that a mistyped one fails. Names and options are those of Azure CLI 2.x's reference.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

const stateSchema = z.record(z.string(), z.array(z.record(z.string(), z.string())));
const path = process.env["STAND_IN_STATE"] ?? "";
const state = existsSync(path) ? stateSchema.parse(JSON.parse(readFileSync(path, "utf8"))) : {};

type Options = Readonly<Record<string, string>>;

/** A GUID that is the same for the same name. */
const guid = (name: string) =>
  createHash("sha256")
    .update(name)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
const all = (kind: string) => state[kind] ?? [];
const add = (kind: string, options: Options) => {
  state[kind] = [...all(kind), { ...options }];
  return "";
};
const quotedIn = (text = "") => /'([^']*)'/.exec(text)?.[1] ?? "";
const graphPermissions = [
  "Directory.Read.All",
  "Application.ReadWrite.OwnedBy",
  "DelegatedPermissionGrant.ReadWrite.All",
  "Policy.Read.All",
];

/** Answers by command: the options that it must have, and what it prints; undefined is "not found". */
const commands: Readonly<
  Record<string, readonly [options: string, answer: (options: Options) => string | undefined]>
> = {
  login: ["tenant", () => ""],
  "group create": ["name location output", (options) => add("group", options)],
  "storage account create": [
    "name resource-group location sku min-tls-version allow-blob-public-access output",
    (options) => add("account", options),
  ],
  "storage account show": [
    "name query output",
    ({ name }) => `/subscriptions/1/storageAccounts/${name ?? ""}`,
  ],
  "storage account blob-service-properties update": [
    "account-name resource-group enable-versioning enable-delete-retention delete-retention-days output",
    () => "",
  ],
  "storage container-rm create": [
    "name storage-account resource-group output",
    (options) => add("container", options),
  ],
  "keyvault show": [
    "name query output",
    ({ name }) =>
      all("vault").some((vault) => vault["name"] === name)
        ? `/subscriptions/1/vaults/${name ?? ""}`
        : undefined,
  ],
  "keyvault create": [
    "name resource-group location enable-rbac-authorization enable-purge-protection output",
    (options) => add("vault", options),
  ],
  "keyvault key show": ["vault-name name output", () => (all("key").length > 0 ? "" : undefined)],
  "keyvault key create": ["vault-name name kty size output", (options) => add("key", options)],
  "ad signed-in-user show": ["query output", () => guid("me")],
  "ad app list": [
    "filter query output",
    ({ filter }) =>
      all("app").some((app) => app["display-name"] === quotedIn(filter))
        ? guid(`app ${quotedIn(filter)}`)
        : "",
  ],
  "ad app create": [
    "display-name query output",
    (options) => add("app", options) + guid(`app ${options["display-name"] ?? ""}`),
  ],
  "ad app federated-credential list": [
    "id query output",
    ({ id, query }) =>
      all("credential").some(
        (one) => one["id"] === id && one["parameters"]?.includes(`"subject":"${quotedIn(query)}"`),
      )
        ? "there"
        : "",
  ],
  "ad app federated-credential create": [
    "id parameters output",
    (options) => {
      const { audiences } = z
        .strictObject({
          name: z.string().max(120),
          issuer: z.url(),
          subject: z.string(),
          audiences: z.array(z.string()),
        })
        .parse(JSON.parse(options["parameters"] ?? ""));
      return audiences.join() === "api://AzureADTokenExchange" ? add("credential", options) : undefined;
    },
  ],
  "ad app credential reset": ["id append years query output", ({ id }) => `secret of ${id ?? ""}`],
  "ad sp list": [
    "filter query output",
    ({ filter }) =>
      all("sp").some(({ id }) => id === quotedIn(filter)) ? guid(`sp ${quotedIn(filter)}`) : "",
  ],
  "ad sp create": ["id query output", (options) => add("sp", options) + guid(`sp ${options["id"] ?? ""}`)],
  "ad sp show": [
    "id query output",
    ({ id, query }) => {
      if (query === "id") return guid(`sp ${id ?? ""}`);
      return graphPermissions.includes(quotedIn(query)) ? guid(quotedIn(query)) : "";
    },
  ],
  rest: [
    "method url query output body",
    (options) => {
      if (options["method"] === "POST") return add("grant", options);
      const principal = /servicePrincipals\/([^/]+)\//.exec(options["url"] ?? "")?.[1] ?? "";
      const bodies = all("grant").map(({ body }) =>
        z.record(z.string(), z.string()).parse(JSON.parse(body ?? "")),
      );
      return bodies
        .flatMap((body) => (body["principalId"] === principal ? (body["appRoleId"] ?? "") : []))
        .join("\n");
    },
  ],
  "role assignment create": [
    "assignee-object-id assignee-principal-type role scope output",
    (options) => add("role", options),
  ],
  "account show": ["query output", () => process.env["STAND_IN_TENANT"] ?? guid("tenant")],
};

const args = process.argv.slice(2);
const firstOption = args.findIndex((arg) => arg.startsWith("--"));
const command = args.slice(0, firstOption < 0 ? args.length : firstOption).join(" ");
const [known, answer] = commands[command] ?? fail(`az has no command "${command}" here.`);
const options: Record<string, string> = {};
for (let at = command.split(" ").length; at < args.length; at += 2) {
  const name = args[at]?.replace(/^--/, "") ?? "";
  if (name === "append" && known.includes(name)) {
    // The one option without a value.
    at -= 1;
    continue;
  }
  if (!known.split(" ").includes(name)) fail(`az ${command} has no option --${name} here.`);
  options[name] = args[at + 1] ?? fail(`az ${command} --${name} has no value.`);
}
const printed = answer(options) ?? fail(`ResourceNotFound: az ${command}`, 3);
writeFileSync(path, JSON.stringify(state, undefined, 1));
if (printed !== "" && options["output"] !== "none") process.stdout.write(`${printed}\n`);

function fail(message: string, code = 2): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
