import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import { exchangeSteps } from "./exchangeSteps.ts";
import type { CloudProvider } from "./cloudProvider.ts";

/** Whether a person has signed in; `unknown` where XCALLY does not tell, or the contract names no field for it. */
export type SignInState = "pending" | "done" | "unknown";

/** What people have to do for a mailbox, which nothing else can do for them. */
export interface SignIn {
  /** Who signs in: the user principal name. */
  readonly user: string;
  /** The page of XCALLY on which they do. */
  readonly page: pulumi.Output<string>;
  /** The page on which an administrator consents for the whole tenant. */
  readonly adminConsentUrl: pulumi.Output<string>;
  /** As XCALLY had it when the Cloud Provider was last read or written. */
  readonly state: pulumi.Output<SignInState>;
  /** Lines of Exchange Online PowerShell: those that make mail possible, then those that show whether it is. */
  readonly exchangeCommands: readonly string[];
}

/** Arguments of {@link signInOf}. */
export interface SignInArgs {
  readonly mailbox: Mailbox;
  /** The XCALLY server's address, without a slash at its end. */
  readonly serverUrl: string;
  /** Path of the page below that address; `{id}` stands for the Cloud Provider's id. */
  readonly signInPage: string;
  readonly cloudProvider: CloudProvider;
  readonly adminConsentUrl: pulumi.Output<string>;
}

/** The sign-in of one mailbox. */
export function signInOf({
  mailbox,
  serverUrl,
  signInPage,
  cloudProvider,
  adminConsentUrl,
}: SignInArgs): SignIn {
  const steps = exchangeSteps(mailbox);
  return {
    user: mailbox.signInUser,
    page: signInPage.includes("{id}")
      ? cloudProvider.id.apply((id) => serverUrl + signInPage.replaceAll("{id}", encodeURIComponent(id)))
      : pulumi.output(serverUrl + signInPage),
    adminConsentUrl,
    state: cloudProvider.signedIn.apply(stateOf),
    exchangeCommands: [
      ...steps.map(({ command }) => command),
      ...steps.map(({ verification }) => verification),
    ],
  };
}

function stateOf(signedIn: boolean | undefined): SignInState {
  if (signedIn === undefined) return "unknown";
  return signedIn ? "done" : "pending";
}
