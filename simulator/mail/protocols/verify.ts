import type { MailAccess, ReadingProtocol } from "../access.ts";
import { parseXoauth2 } from "../xoauth2.ts";
import type { Lines } from "../../shared/lines.ts";

/** What became of a sign-in: see {@link MailAccess}; `unavailable` where nobody could tell about the token. */
export type Verdict = "opened" | "refused" | "notConnected" | "unavailable";

/**
 * Has Dovecot check what a client sent by XOAUTH2. Dovecot knows one refusal for all, so where it refuses, the rules are asked why.
 *
 * @param command begins the exchange in Dovecot's protocol.
 * @param isLast whether a line of Dovecot's ends it.
 * @param isOk whether that line means success.
 */
export async function verify(
  { access, protocol, dovecot }: { access: MailAccess; protocol: ReadingProtocol; dovecot: Lines },
  exchange: { command: string; isLast: (line: string) => boolean; isOk: (line: string) => boolean },
  initialResponse: string,
): Promise<Verdict> {
  const signIn = parseXoauth2(initialResponse);
  if (!signIn) return "refused";
  dovecot.write(exchange.command);
  let sent = false;
  for (;;) {
    const line = await dovecot.next();
    if (line === undefined) return "unavailable";
    if (line.startsWith("+ ") || line === "+") {
      // The first asks for the client's part, the second tells the error, which wants an empty answer.
      dovecot.write(sent ? "" : initialResponse);
      sent = true;
    } else if (exchange.isLast(line)) {
      if (exchange.isOk(line)) return "opened";
      return access.read(protocol, signIn).then(
        ({ outcome }) => (outcome === "opened" ? "unavailable" : outcome),
        () => "unavailable",
      );
    }
  }
}

/** Asks a client for the token that it did not send in the line of its command. */
export async function askForResponse(client: Lines): Promise<string> {
  client.write("+ ");
  return (await client.next()) ?? "";
}
