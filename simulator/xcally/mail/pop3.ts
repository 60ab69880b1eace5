import { once } from "node:events";
import { connect } from "node:tls";
import { readLines } from "../../shared/lines.ts";
import type { MailServers } from "../office365.ts";
import { Refusal } from "../refusal.ts";
import type { MailSignIn } from "./imap.ts";

/**
 * Fetches by POP3 what is in the inbox, and deletes it there, as POP clients do.
 *
 * @returns the mails, oldest first.
 * @throws Refusal with the server's answer.
 */
export async function fetchByPop3(
  { pop3, certificatePem }: MailServers,
  { user, accessToken }: MailSignIn,
): Promise<readonly string[]> {
  const socket = connect({ ...pop3, ca: certificatePem });
  await once(socket, "secureConnect");
  const lines = readLines(socket);
  const next = async () => {
    const line = await lines.next();
    if (line === undefined) throw new Refusal("pop3", "The server has closed the connection.");
    return line;
  };
  const answer = async () => {
    const line = await next();
    if (line.startsWith("-ERR")) throw new Refusal("pop3", line);
    return line;
  };
  const ask = (command: string) => {
    lines.write(command);
    return answer();
  };
  const readMail = async () => {
    let mail = "";
    for (let line = await next(); line !== "."; line = await next())
      mail += `${line.replace(/^\.\./, ".")}\r\n`;
    // Lines are read byte by byte.
    return Buffer.from(mail, "latin1").toString("utf8");
  };
  try {
    await answer();
    await ask("AUTH XOAUTH2");
    await ask(Buffer.from(`user=${user}\u0001auth=Bearer ${accessToken}\u0001\u0001`).toString("base64"));
    const count = Number((await ask("STAT")).split(" ")[1]);
    const mails: string[] = [];
    for (let number = 1; number <= count; number++) {
      await ask(`RETR ${number}`);
      mails.push(await readMail());
      await ask(`DELE ${number}`);
    }
    await ask("QUIT");
    return mails;
  } finally {
    socket.destroy();
  }
}
