import { nameProblem } from "./applicationName.ts";
import { describeValue } from "./describeValue.ts";
import { isPersonalAddress } from "./mailAddress.ts";
import type { MailboxValues } from "./mailboxFields.ts";
import type { ApplicationMode, SignInAudience } from "./options.ts";

/** Settings of the stack that decide what a mailbox may say. */
export interface MailboxRules {
  readonly application: ApplicationMode;
  readonly signInAudience: SignInAudience;
  readonly applicationNamePrefix: string;
  /** The contract's template of the text that holds a Cloud Provider's name and marker. */
  readonly markerTemplate: string;
  /** Whether what a mailbox has is protected unless its record says otherwise. */
  readonly protect: boolean;
}

/** A field that the others, or the stack's settings, do not allow. */
export interface Contradiction {
  readonly field: keyof MailboxValues;
  readonly message: string;
}

/**
 * What is wrong with a mailbox although each of its fields is right.
 *
 * @param mailbox the fields that are right; a wrong one is left out.
 */
export function contradictions(
  mailbox: Partial<MailboxValues>,
  rules: MailboxRules,
): readonly Contradiction[] {
  const found = [...unclearAccount(mailbox), ...wrongDelegate(mailbox), ...wrongAudience(mailbox, rules)];
  if (rules.application === "shared") return [...found, ...notShared(mailbox)];
  const tooLong = nameProblem(mailbox, rules);
  return tooLong === undefined ? found : [...found, tooLong];
}

function unclearAccount({ account, accountId }: Partial<MailboxValues>): readonly Contradiction[] {
  if (account === undefined || accountId === undefined) return [];
  const message = `${accountId} is not allowed beside account. Name the mail account by one of the two.`;
  return [{ field: "accountId", message }];
}

function wrongDelegate(mailbox: Partial<MailboxValues>): readonly Contradiction[] {
  const { shared, signInUser, address } = mailbox;
  // A delegate that is there but wrong has been reported already.
  if (shared !== true || !("signInUser" in mailbox)) return [];
  if (signInUser === undefined) {
    const message = "This is missing. A shared mailbox cannot sign in: name the delegate who does.";
    return [{ field: "signInUser", message }];
  }
  if (signInUser.toLowerCase() !== address?.toLowerCase()) return [];
  const message = `${describeValue(signInUser)} is not allowed. A shared mailbox cannot sign in: name a delegate.`;
  return [{ field: "signInUser", message }];
}

function notShared({
  displayName,
  rotateNow,
  adopt,
  retain,
}: Partial<MailboxValues>): readonly Contradiction[] {
  const found: Contradiction[] = [];
  if (displayName !== undefined) {
    const message =
      `${describeValue(displayName)} is not allowed with application shared, where one application ` +
      "serves all mailboxes. Remove it or set application to perMailbox.";
    found.push({ field: "displayName", message });
  }
  if (rotateNow !== undefined) {
    const message =
      `${describeValue(rotateNow)} is not allowed with application shared, where all mailboxes have the ` +
      "same secrets. Set secret.rotateNow instead.";
    found.push({ field: "rotateNow", message });
  }
  // A value that is no object has been reported as such.
  const ofOneMailbox = {
    adopt: adopt === undefined ? undefined : "The value",
    retain: retain && "true",
  } as const;
  for (const field of ["adopt", "retain"] as const) {
    const value = ofOneMailbox[field];
    if (value === undefined || value === false) continue;
    const message =
      `${value} is not allowed with application shared, where the application and the Cloud Provider are ` +
      `of all mailboxes. Remove ${field} or set application to perMailbox.`;
    found.push({ field, message });
  }
  return found;
}

function wrongAudience(
  { signInUser, address }: Partial<MailboxValues>,
  { signInAudience }: MailboxRules,
): readonly Contradiction[] {
  const whoSignsIn = signInUser ?? address;
  if (whoSignsIn === undefined || !isPersonalAddress(whoSignsIn)) return [];
  if (signInAudience === "AzureADandPersonalMicrosoftAccount") return [];
  const message =
    `${describeValue(whoSignsIn)} is a personal account and is not allowed with signInAudience ` +
    `${signInAudience}. Set signInAudience to AzureADandPersonalMicrosoftAccount.`;
  return [{ field: signInUser === undefined ? "address" : "signInUser", message }];
}
