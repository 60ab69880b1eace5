import { clientCodes } from "./aadstsClient.ts";
import { federationCodes } from "./aadstsFederation.ts";
import { signInCodes } from "./aadstsSignIn.ts";
import type { Explanation } from "./explanation.ts";

/**
 * Entra ID's error codes that this project meets, in its own requests, in those of pipelines and in those that XCALLY sends, by the number after
 * `AADSTS`. Microsoft may add and change codes (https://learn.microsoft.com/entra/identity-platform/reference-error-codes),
 * so one that is missing here is nothing unusual.
 */
export const aadstsCodes: ReadonlyMap<number, Explanation> = new Map(
  [...clientCodes, ...signInCodes, ...federationCodes].map(({ code, ...explanation }) => [code, explanation]),
);

/**
 * Explains a code.
 *
 * @param code the number after `AADSTS`; undefined where the answer named none.
 * @param words the server's own first sentence, for codes that are not in the table; must hold no secret.
 */
export function explainCode(code: number | undefined, words: string): Explanation {
  const known = code === undefined ? undefined : aadstsCodes.get(code);
  if (known) return known;
  const said = words === "" ? "without saying why" : `saying "${words}"`;
  return {
    kind: "unknown",
    meaning: `Entra ID refused, ${said}`,
    action:
      code === undefined
        ? "look for the request in the tenant's sign-in logs"
        : `look up https://login.microsoftonline.com/error?code=${code}`,
    who: "deployer",
  };
}
