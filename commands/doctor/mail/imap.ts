import { notOf, type Dialogue } from "./dialogue.ts";
import type { LineConnection } from "./lineConnection.ts";

/** IMAP (RFC 9051) with TLS from the first byte, as on port 993. */
export const imap: Dialogue = {
  secure: true,
  async mechanisms(connection) {
    const greeting = await connection.next();
    if (!greeting.startsWith("* OK")) throw notOf("IMAP", greeting);
    const { said } = await ask(connection, "d1", "CAPABILITY");
    const words = said.flatMap((line) => line.split(" "));
    return words.filter((word) => /^AUTH=/i.test(word)).map((word) => word.slice(5).toUpperCase());
  },
  async signIn(connection, response) {
    const signedIn = await ask(connection, "d2", `AUTHENTICATE XOAUTH2 ${response}`);
    if (!signedIn.isOk) return signedIn.answer;
    // Exchange says only now whether the user has a right on the mailbox. EXAMINE opens it for reading alone.
    const opened = await ask(connection, "d3", "EXAMINE INBOX");
    return opened.isOk ? undefined : opened.answer;
  },
  farewell: "d4 LOGOUT",
};

async function ask(connection: LineConnection, tag: string, command: string) {
  connection.write(`${tag} ${command}`);
  const said: string[] = [];
  for (;;) {
    const line = await connection.next();
    if (line.startsWith(`${tag} `)) {
      const answer = line.slice(tag.length + 1);
      return { said, answer, isOk: /^OK\b/i.test(answer) };
    }
    // The error of XOAUTH2, which wants an empty answer before the refusal comes.
    if (line.startsWith("+")) connection.write("");
    else said.push(line);
  }
}
