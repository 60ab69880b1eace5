import { Hono } from "hono";
import type { NodeEnvironment } from "../../shared/listen.ts";
import type { User } from "../state/entities.ts";
import { findMailbox, rightsOn } from "../state/mailbox.ts";
import type { Claims } from "./accessTokens.ts";
import { readForm } from "./clientCredentials.ts";
import type { IdentityContext } from "./identityContext.ts";

/** Where the mail server asks. */
export const introspectionPath = "/simulator/introspect";

/** Names of Office 365 Exchange Online under which its mail servers take tokens. */
const mailAudiences = ["https://outlook.office.com", "https://outlook.office365.com"];

/** The permission that each service of a mail server asks for, by Dovecot's names of the services and the plain ones. */
const permissions: ReadonlyMap<string, string> = new Map([
  ["imap", "IMAP.AccessAsUser.All"],
  ["pop3", "POP.AccessAsUser.All"],
  ["pop", "POP.AccessAsUser.All"],
  ["submission", "SMTP.Send"],
  ["smtp", "SMTP.Send"],
]);

/** Why a mail server should refuse. */
export type IntrospectionRefusal =
  | "badToken"
  | "wrongAudience"
  | "missingPermission"
  | "blockedUser"
  | "unknownMailbox"
  | "noFullAccess"
  | "noSendAs";

/**
 * `POST /simulator/introspect`, which the real Entra ID does not have: whether a mail server should take a token, as in RFC 7662.
 * Exchange Online checks tokens itself; a mail server on this machine asks here. The form has
 * - `token`: the access token;
 * - `user` (optional): the mailbox that the client names, by address; without it, the token's own;
 * - `service` (optional): `imap`, `pop3` or `submission`, for the permission that it needs.
 *
 * Always 200: `active: true` with the token's claims, `upn`, `mailbox` (its address), `full_access` and `send_as`, or
 * `active: false` with a `reason`. A shared mailbox takes Full Access, and Send As to send.
 */
export function introspectionRoute(identity: IdentityContext): Hono<NodeEnvironment> {
  const routes = new Hono<NodeEnvironment>();
  routes.post(introspectionPath, async (context) => {
    const form = await readForm(context);
    const refuse = (reason: IntrospectionRefusal) => context.json({ active: false, reason });

    const token = await read(identity, form.get("token") ?? "");
    const user = token && identity.directory.users.get(token.oid);
    if (!token || !user) return refuse("badToken");
    if (!mailAudiences.includes(token.aud.replace(/\/+$/, ""))) return refuse("wrongAudience");
    const service = form.get("service")?.toLowerCase();
    const needed = service === undefined ? undefined : permissions.get(service);
    const given = token.scp?.split(" ") ?? [];
    if (service !== undefined && (needed === undefined || !given.includes(needed))) {
      return refuse("missingPermission");
    }
    if (identity.directory.accountOf(user.userPrincipalName).disabled) return refuse("blockedUser");
    const access = accessOf(identity, user, form.get("user") ?? user.mail, needed);
    return typeof access === "string"
      ? refuse(access)
      : context.json({ ...answerOf(token, user), ...access });
  });
  return routes;
}

async function read({ tokens }: IdentityContext, token: string): Promise<Claims | undefined> {
  try {
    return await tokens.verify(token);
  } catch {
    return undefined;
  }
}

function accessOf({ directory }: IdentityContext, user: User, name: string, needed: string | undefined) {
  const mailbox = findMailbox(directory, name);
  if (!mailbox) return "unknownMailbox";
  const { mayOpen, maySendAs } = rightsOn(mailbox, user);
  if (!mayOpen) return "noFullAccess";
  // Exchange Online lets the client in and refuses the message; a relay can refuse only here.
  if (needed === "SMTP.Send" && !maySendAs) return "noSendAs";
  return { mailbox: mailbox.owner.mail, shared: mailbox.shared, full_access: mayOpen, send_as: maySendAs };
}

function answerOf({ appid, aud, exp, oid, scp }: Claims, { userPrincipalName }: User) {
  return {
    active: true,
    client_id: appid,
    username: userPrincipalName,
    upn: userPrincipalName,
    scope: scp,
    sub: oid,
    aud,
    exp,
  };
}
