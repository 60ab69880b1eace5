import { z } from "zod";
import { mailboxName } from "../mailboxName.ts";
import { notKnownYet, ofType, type Rule } from "../rule.ts";
import { at, textAt } from "../values.ts";

const options = z.object({
  addresses: z
    .array(z.string())
    .optional()
    .describe(
      "Addresses of mail accounts that may be linked; *@contoso.com stands for every one of a domain.",
    ),
  ids: z.array(z.int()).optional().describe("Ids of mail accounts that may be linked."),
});
type Options = z.output<typeof options>;

/** No mail account is linked that the list does not have. Without a list every one may be. */
export const listedAccounts: Rule<Options> = {
  name: "listed-accounts",
  description: "Only mail accounts of a list are linked; all of them where there is no list.",
  scope: "resource",
  options,
  check: (resources, listed) => {
    if (listed.addresses === undefined && listed.ids === undefined) return [];
    return ofType(resources, "mailAccount").flatMap((account) => {
      const named = at(account.props, "account");
      if (named === notKnownYet || isListed(named, listed)) return [];
      const shown = textAt(named, "address") ?? `with the id ${String(at(named, "id"))}`;
      return [
        {
          urn: account.urn,
          message:
            `${mailboxName(account)}: the mail account ${shown} is not in the list. ` +
            `Correct account or accountId, or add it to this policy's option ${textAt(named, "address") === undefined ? "ids" : "addresses"}.`,
        },
      ];
    });
  },
};

function isListed(account: unknown, { addresses = [], ids = [] }: Options): boolean {
  const address = textAt(account, "address")?.toLowerCase();
  const id = at(account, "id");
  if (address === undefined) return ids.some((one) => String(one) === String(id));
  return addresses.some((pattern) => {
    const wanted = pattern.toLowerCase();
    return wanted.startsWith("*@") ? address.endsWith(wanted.slice(1)) : address === wanted;
  });
}
