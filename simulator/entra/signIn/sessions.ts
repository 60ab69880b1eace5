import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { isRevoked } from "../identity/signInStore.ts";
import type { IdentityContext } from "../identity/identityContext.ts";
import type { SignedIn } from "../identity/signInStore.ts";
import type { FlowRequest } from "./flow.ts";

/** The cookie's name at the real service. */
const cookie = "ESTSAUTH";

/**
 * Who is signed in with this browser already and may go on without signing in again: one person, unless the request asks
 * for a fresh sign-in or names somebody else. The real page lets choose among several.
 */
export function sessionFor(
  context: Context,
  { store, directory }: IdentityContext,
  { prompts, loginHint }: FlowRequest,
): SignedIn | undefined {
  if (prompts.has("login") || prompts.has("select_account")) return undefined;
  const session = store.sessions.get(getCookie(context, cookie) ?? "");
  if (!session || isRevoked(directory, session)) return undefined;
  const isOther = loginHint !== undefined && directory.userOf(loginHint) !== session.user;
  return isOther ? undefined : session;
}

/** Remembers the person in this browser. */
export function keepSession(context: Context, { store }: IdentityContext, signedIn: SignedIn): void {
  const known = getCookie(context, cookie);
  if (known !== undefined && store.sessions.get(known) === signedIn) return;
  const value = store.keep(store.sessions, signedIn);
  setCookie(context, cookie, value, { httpOnly: true, sameSite: "Lax", path: "/" });
}
