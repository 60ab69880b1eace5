import type { Contract } from "../xcally/contract.ts";
import { describeValue } from "./describeValue.ts";
import type { SignInAudience } from "./options.ts";
import type { Report } from "./settingsError.ts";
import { redirectUriProblem } from "./url.ts";

/** Where Entra ID sends the browser after a sign-in. XCALLY's own address for it is not documented. */
export interface RedirectUri {
  readonly value: string;
  /** True if it is made of the server's address and the contract's callback path, false if it is configured. */
  readonly assumed: boolean;
}

/** The configured redirect URI, else the one that is assumed of the server with this address. */
export function readRedirectUri(
  configured: string | undefined,
  serverUrl: string | undefined,
  contract: Contract,
  audience: SignInAudience,
  report: Report,
): RedirectUri | undefined {
  const assumed = serverUrl === undefined ? undefined : serverUrl + contract.callbackPath;
  const value = configured ?? assumed;
  if (value === undefined) return undefined;
  const problem = redirectUriProblem(value, audience);
  if (problem === undefined) return { value, assumed: configured === undefined };
  const subject = configured === undefined ? "The default made of xcallyUrl, " : "";
  report({ path: "redirectUri", message: `${subject}${describeValue(value)} is not allowed. ${problem}` });
  return undefined;
}
