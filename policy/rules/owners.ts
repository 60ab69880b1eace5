import { z } from "zod";
import { mailboxName } from "../mailboxName.ts";
import { notKnownYet, ofType, type Rule } from "../rule.ts";

const options = z.object({
  minimum: z
    .int()
    .min(1)
    .default(1)
    .describe("Owners that every application and service principal must have."),
});

/** Somebody answers for each application. */
export const owners: Rule<z.output<typeof options>> = {
  name: "owners",
  description: "Applications and service principals have an owner.",
  scope: "resource",
  options,
  check: (resources, { minimum }) =>
    [...ofType(resources, "application"), ...ofType(resources, "servicePrincipal")].flatMap((resource) => {
      const { owners: all } = resource.props;
      if (all === notKnownYet) return [];
      const number = Array.isArray(all) ? all.length : 0;
      if (number >= minimum) return [];
      const what = resource.type.endsWith("Application") ? "application" : "service principal";
      return [
        {
          urn: resource.urn,
          message:
            `${mailboxName(resource)}: its ${what} has ${number} owners; ${minimum} is the least. ` +
            `Add an owner in the Entra admin center; without one nobody but a directory administrator can renew its secrets.`,
        },
      ];
    }),
};
