import type { Contract } from "../../../../xcally/contract.ts";
import type { ListName } from "../../../../xcally/client/fieldNames.ts";
import { pass, skip, warn, type Finding } from "../../finding.ts";
import type { XcallyServer } from "./server.ts";

/** Whether the rows that XCALLY has carry the fields that the contract names. */
export async function checkShape({ client }: XcallyServer, contract: Contract): Promise<readonly Finding[]> {
  const { cloudProvider, mailAccount } = contract;
  return [
    await compare("cloudProviders", "Cloud Provider", "cloudProvider", cloudProvider.fields),
    await compare("mailAccounts", "mail account", "mailAccount", mailAccount.fields),
  ];

  async function compare(
    list: ListName,
    what: string,
    part: string,
    fields: Readonly<Record<string, string | null>>,
  ): Promise<Finding> {
    const { rows, names } = await client.begin().fieldNames(list);
    if (rows === 0)
      return skip(`XCALLY has no ${what} yet, so its fields cannot be compared with the contract.`);
    const wanted = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null);
    const missing = wanted.filter(([, name]) => !names.includes(name));
    if (missing.length === 0) return pass(`A ${what} has every field that the contract names.`);
    const settings = missing.map(([field]) => `contract.${part}.fields.${field}`);
    return warn(
      `No ${what} has the field ${missing.map(([, name]) => name).join(", ")}; there are ${names.join(", ")}.`,
      "whoever runs the stack",
      `If it has another name, set ${settings.join(", ")}; a secret may be left out by the server.`,
    );
  }
}
