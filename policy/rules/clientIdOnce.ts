import { z } from "zod";
import { mailboxName } from "../mailboxName.ts";
import { ofType, type Rule } from "../rule.ts";
import { textAt } from "../values.ts";

const options = z.object({});

/** No two Cloud Providers sign in as the same application. */
export const clientIdOnce: Rule<z.output<typeof options>> = {
  name: "client-id-once",
  description: "No client id is in more than one Cloud Provider.",
  scope: "stack",
  options,
  check: (resources) => {
    const known = ofType(resources, "cloudProvider").flatMap((cloudProvider) => {
      const clientId = textAt(cloudProvider.props, "clientId")?.toLowerCase();
      return clientId === undefined ? [] : [{ cloudProvider, clientId }];
    });
    return [...Map.groupBy(known, ({ clientId }) => clientId)].flatMap(([clientId, [first, ...others]]) =>
      others.map(({ cloudProvider }) => ({
        urn: cloudProvider.urn,
        message:
          `${mailboxName(cloudProvider)}: its Cloud Provider has the client id ${clientId}, which that of ` +
          `${first === undefined ? "another" : mailboxName(first.cloudProvider)} has already. ` +
          `Correct adopt.clientId or adopt.applicationObjectId of one of them, or leave them out to get an application of the mailbox's own.`,
      })),
    );
  },
};
