import type { Mailbox } from "../../config/mailbox.ts";
import type { Environment } from "../../entra/environment.ts";
import { readVariable } from "../../entra/environment.ts";
import type { MailSignInArguments } from "./arguments.ts";
import type { Stack } from "./stack.ts";

/** A mailbox to sign in to, and the token to do it with. */
export interface MailSignIn {
  readonly mailbox: Mailbox;
  /** An access token of the person who signs in, for Exchange Online. */
  readonly token: string;
}

/**
 * Finds the mailbox and the token that the arguments name.
 *
 * @returns undefined where they name none, and where the configuration cannot be read.
 * @throws Error in one sentence: there is no such mailbox, or no such variable.
 */
export function readMailSignIn(
  wanted: MailSignInArguments | undefined,
  { settings }: Pick<Stack, "settings">,
  environment: Environment,
): MailSignIn | undefined {
  if (wanted === undefined) return undefined;
  const token = readVariable(environment, wanted.tokenVariable)?.trim();
  if (token === undefined || token === "") {
    throw new Error(
      `--mail-token-env names ${wanted.tokenVariable}, which is not set: put an access token into it.`,
    );
  }
  if (settings === undefined) return undefined;
  const mailbox = settings.mailboxes.find(({ key }) => key === wanted.mailbox);
  if (mailbox !== undefined) return { mailbox, token };
  const keys = settings.mailboxes.map(({ key }) => key).join(", ");
  throw new Error(`--mailbox ${wanted.mailbox} is not allowed: the stack's mailboxes are ${keys}.`);
}
