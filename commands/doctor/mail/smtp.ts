import { notOf, type Dialogue } from "./dialogue.ts";
import type { LineConnection } from "./lineConnection.ts";

/** SMTP submission (RFC 6409) with STARTTLS, as on port 587. */
export const smtp: Dialogue = {
  secure: false,
  async mechanisms(connection) {
    const greeting = await reply(connection);
    if (greeting.code !== "220") throw notOf("SMTP", greeting.lines.join(" "));
    const before = await ask(connection, "EHLO doctor.invalid");
    if (!before.lines.some((line) => /^STARTTLS\b/i.test(line)))
      throw new Error("it does not offer STARTTLS");
    const ready = await ask(connection, "STARTTLS");
    if (ready.code !== "220") throw new Error(`it refuses STARTTLS: ${ready.lines.join(" ")}`);
    await connection.startTls();
    const { lines } = await ask(connection, "EHLO doctor.invalid");
    const auth = lines.find((line) => /^AUTH /i.test(line)) ?? "";
    return auth.toUpperCase().split(" ").slice(1);
  },
  async signIn(connection, response) {
    let answer = await ask(connection, `AUTH XOAUTH2 ${response}`);
    // The error of XOAUTH2, which wants an empty answer before the refusal comes.
    if (answer.code === "334") answer = await ask(connection, "");
    return answer.code === "235" ? undefined : `${answer.code} ${answer.lines.join(" ")}`;
  },
  farewell: "QUIT",
};

async function ask(connection: LineConnection, command: string) {
  connection.write(command);
  return reply(connection);
}

/** An answer with all its lines, without their codes. */
async function reply(
  connection: LineConnection,
): Promise<{ readonly code: string; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  for (;;) {
    const line = await connection.next();
    if (!/^\d{3}/.test(line)) throw notOf("SMTP", line);
    lines.push(line.slice(4));
    if (line.charAt(3) !== "-") return { code: line.slice(0, 3), lines };
  }
}
