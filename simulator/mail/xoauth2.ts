import type { SignIn } from "./access.ts";

/**
 * Reads what a client sends by XOAUTH2: base64 of `user=NAME^Aauth=Bearer TOKEN^A^A`, where ^A is the control character 1.
 *
 * @returns undefined where it is not of that form.
 */
export function parseXoauth2(initialResponse: string): SignIn | undefined {
  const [user, authorization, ...end] = Buffer.from(initialResponse, "base64")
    .toString("utf8")
    .split("\u0001");
  if (!user?.startsWith("user=") || !authorization?.startsWith("auth=Bearer ")) return undefined;
  if (end.join() !== ",") return undefined;
  return { user: user.slice("user=".length), token: authorization.slice("auth=Bearer ".length) };
}
