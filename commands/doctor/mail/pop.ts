import { notOf, type Dialogue } from "./dialogue.ts";

/** POP3 (RFC 1939, 2449) with TLS from the first byte, as on port 995. */
export const pop: Dialogue = {
  secure: true,
  async mechanisms(connection) {
    const greeting = await connection.next();
    if (!greeting.startsWith("+OK")) throw notOf("POP3", greeting);
    connection.write("CAPA");
    let line = await connection.next();
    const capabilities: string[] = [];
    if (!line.startsWith("+OK")) return [];
    while ((line = await connection.next()) !== ".") capabilities.push(line);
    const sasl = capabilities.find((capability) => /^SASL /i.test(capability)) ?? "";
    return sasl.toUpperCase().split(" ").slice(1);
  },
  async signIn(connection, response) {
    connection.write("AUTH XOAUTH2");
    const invitation = await connection.next();
    if (!invitation.startsWith("+")) return invitation;
    connection.write(response);
    let answer = await connection.next();
    if (answer.startsWith("+ ")) {
      connection.write("");
      answer = await connection.next();
    }
    return answer.startsWith("+OK") ? undefined : answer;
  },
  farewell: "QUIT",
};
