import { z } from "zod";
import type { ConsentMode } from "../../config/options.ts";
import { mailboxName } from "../mailboxName.ts";
import { ofType, type PlainResource, type Rule } from "../rule.ts";

const modes = ["tenant", "interactive"] as const satisfies readonly ConsentMode[];

const options = z.object({
  allowed: z
    .array(z.enum(modes))
    .min(1)
    .default([...modes])
    .describe("Who may consent: tenant, the stack for every user; interactive, a person at sign-in."),
});

/** Consent is given by whom the organisation wants to give it. */
export const consentMode: Rule<z.output<typeof options>> = {
  name: "consent-mode",
  description: "Consent is given in an allowed way; both are by default.",
  scope: "stack",
  options,
  check: (resources, { allowed }) => {
    const consents = ofType(resources, "consent");
    const violation = (resource: PlainResource, what: string) => ({
      urn: resource.urn,
      message: `${mailboxName(resource)}: ${what}. Set consent to ${allowed[0] ?? ""}, or allow it with this policy's option allowed.`,
    });
    return [
      ...(allowed.includes("tenant")
        ? []
        : consents.map((consent) => violation(consent, "the stack consents for every user of the tenant"))),
      ...(allowed.includes("interactive")
        ? []
        : ofType(resources, "application")
            .filter(({ name }) => !consents.some((consent) => isOf(consent, name)))
            .map((application) =>
              violation(application, "the stack does not consent, so each sign-in asks a person"),
            )),
    ];
  },
};

/** Consents are named after their application. */
function isOf({ name }: PlainResource, application: string): boolean {
  return name === `${application}-microsoft-graph` || name === `${application}-exchange-online`;
}
