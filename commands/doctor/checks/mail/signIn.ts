import type { Mailbox } from "../../../../config/mailbox.ts";
import { readAccessToken, type AccessTokenClaims } from "../../../../entra/accessToken.ts";
import { explainMailAnswer } from "../../../../entra/mailErrors.ts";
import { protocolPermissions } from "../../../../entra/permissions.ts";
import { fail, pass, responsibleFor, sentence, type Finding } from "../../finding.ts";
import { xoauth2 } from "../../mail/dialogue.ts";
import { signInTo, type Visit } from "../../mail/visit.ts";
import type { MailSignIn } from "../../mailSignIn.ts";
import { labelOf } from "../../stack.ts";
import { serverOf, unreachable } from "./server.ts";

/** Whom a token must be for to open mailboxes, as clients ask for it. */
const audiences = ["https://outlook.office.com", "https://outlook.office365.com"];

/** Signs in to a mailbox by each of its protocols. Nothing is sent, and nothing in the mailbox is changed. */
export async function checkMailSignIn(
  { mailbox, token }: MailSignIn,
  visits: readonly Visit[],
  now: Date,
): Promise<readonly Finding[]> {
  const claims = readAccessToken(token);
  const useless = claims && whyUseless(claims, now);
  if (useless !== undefined) return [useless];
  return [
    ...(claims === undefined ? [] : aboutToken(claims, mailbox)),
    ...(await Promise.all(visits.map((visit) => tryOne(visit, mailbox, token, claims?.userPrincipalName)))),
  ];
}

/** @param tokenUser whose token it is; undefined where that cannot be read. */
async function tryOne(
  visit: Visit,
  mailbox: Mailbox,
  token: string,
  tokenUser: string | undefined,
): Promise<Finding> {
  const { address, signInUser, shared } = mailbox;
  // To read a shared mailbox its address is named, to send from it the person's own name.
  const user = shared && visit.protocol !== "smtp" ? address : signInUser;
  const label = labelOf(mailbox);
  const server = serverOf(visit);
  try {
    const refusal = await signInTo(visit, xoauth2(user, token));
    if (refusal === undefined) return pass(`${server} takes the token for mailbox ${label}, as ${user}.`);
    const { meaning, action, who } = explainMailAnswer(refusal);
    const filledIn = action.replace(/\bMAILBOX\b/, address).replace(/\bUSER\b/, tokenUser ?? signInUser);
    return fail(
      `${server} refuses the token for mailbox ${label}, as ${user} (${shortened(refusal)}): ${meaning}.`,
      responsibleFor(who),
      sentence(filledIn),
    );
  } catch (error) {
    return unreachable(server, error);
  }
}

/** Without the name of the one of many servers that answered. */
function shortened(refusal: string): string {
  return refusal.replace(/\s*\[[^\]]*\]\s*$/, "").slice(0, 200);
}

const byPerson = "the person who signs in";

function whyUseless({ expires, audience }: AccessTokenClaims, now: Date): Finding | undefined {
  if (expires !== undefined && expires <= now) {
    return fail(`The access token has ended at ${expires.toISOString()}.`, byPerson, "Fetch a new one.");
  }
  if (audience === undefined || audiences.includes(audience)) return undefined;
  return fail(
    `The access token is for ${audience}, which opens no mailbox.`,
    byPerson,
    "Fetch one with the scope https://outlook.office.com/IMAP.AccessAsUser.All and its like.",
  );
}

function aboutToken(
  { scopes, userPrincipalName }: AccessTokenClaims,
  { signInUser, protocols }: Mailbox,
): readonly Finding[] {
  const missing = protocolPermissions(protocols).filter(
    (name) => scopes !== undefined && !scopes.includes(name),
  );
  const isOther =
    userPrincipalName !== undefined && userPrincipalName.toLowerCase() !== signInUser.toLowerCase();
  return [
    ...(missing.length === 0
      ? []
      : [
          fail(
            `The access token lacks the permission ${missing.join(", ")}.`,
            byPerson,
            "Fetch one with the scopes of all the mailbox's protocols, once there is consent to them.",
          ),
        ]),
    ...(isOther
      ? [
          fail(
            `The access token is one of ${userPrincipalName}, but signInUser is ${signInUser}.`,
            "whoever runs the stack",
            `Set signInUser to ${userPrincipalName} if this person signs in, or bring a token of ${signInUser}.`,
          ),
        ]
      : []),
  ];
}
