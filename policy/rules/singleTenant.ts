import { z } from "zod";
import type { SignInAudience } from "../../config/options.ts";
import { mailboxName } from "../mailboxName.ts";
import { ofType, type Rule } from "../rule.ts";
import { textAt } from "../values.ts";

const ownTenant: SignInAudience = "AzureADMyOrg";

const options = z.object({
  audiences: z
    .array(z.string())
    .min(1)
    .default([ownTenant])
    .describe("Values of signInAudience that are allowed."),
});

/** People of other tenants cannot sign in to the applications. */
export const singleTenant: Rule<z.output<typeof options>> = {
  name: "single-tenant",
  description: "Applications accept sign-ins of their own tenant only.",
  scope: "resource",
  options,
  check: (resources, { audiences }) =>
    ofType(resources, "application").flatMap((application) => {
      const audience = textAt(application.props, "signInAudience");
      // Without one, Entra ID takes the own tenant.
      if (audience === undefined || audiences.includes(audience)) return [];
      return [
        {
          urn: application.urn,
          message:
            `${mailboxName(application)}: the application accepts sign-ins of ${audience}; ${audiences.join(", ")} is allowed. ` +
            `Set signInAudience to ${audiences[0] ?? ownTenant}.`,
        },
      ];
    }),
};
