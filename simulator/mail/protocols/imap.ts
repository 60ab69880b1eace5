import type { MailAccess } from "../access.ts";
import { imapTexts } from "../exchangeTexts.ts";
import type { SignInDialogue } from "./front.ts";
import type { Lines } from "../../shared/lines.ts";
import { askForResponse, verify } from "./verify.ts";

/** Exchange Online's IMAP up to the sign-in. Commands that it shares with any server go to Dovecot. */
export function imapDialogue(access: MailAccess): SignInDialogue {
  return async (client, dovecot) => {
    if ((await dovecot.next()) === undefined) return false;
    client.write(imapTexts.greeting);
    for (;;) {
      const line = await client.next();
      if (line === undefined) return false;
      const [tag = "", command = "", mechanism = "", initialResponse] = line.split(" ");
      switch (command.toUpperCase()) {
        case "CAPABILITY":
          client.write(`* CAPABILITY ${imapTexts.capabilities}`);
          client.write(`${tag} OK CAPABILITY completed.`);
          break;
        case "LOGIN":
          client.write(`${tag} ${imapTexts.loginRefused}`);
          break;
        case "AUTHENTICATE": {
          const response = initialResponse ?? (await askForResponse(client));
          const verdict =
            mechanism.toUpperCase() === "XOAUTH2"
              ? await verify({ access, protocol: "imap", dovecot }, exchangeOf(tag), response)
              : "refused";
          if (verdict === "opened") {
            client.write(`${tag} ${imapTexts.authenticated}`);
            return true;
          }
          if (verdict === "notConnected") {
            await leaveUnconnected(client, tag);
            return false;
          }
          client.write(`${tag} ${verdict === "refused" ? imapTexts.refused : imapTexts.unavailable}`);
          break;
        }
        default:
          if (!(await passOn(client, dovecot, line, tag))) return false;
      }
    }
  };
}

function exchangeOf(tag: string): Parameters<typeof verify>[1] {
  return {
    command: `${tag} AUTHENTICATE XOAUTH2`,
    isLast: (line) => line.startsWith(`${tag} `),
    isOk: (line) => line.startsWith(`${tag} OK`),
  };
}

/** What a valid token without a right on the mailbox meets: it is told so only after its next command. */
async function leaveUnconnected(client: Lines, tag: string): Promise<void> {
  client.write(`${tag} ${imapTexts.authenticated}`);
  const line = await client.next();
  if (line === undefined) return;
  client.write(`${line.split(" ")[0] ?? "*"} ${imapTexts.notConnected}`);
  client.write(imapTexts.closed);
}

/** @returns false once Dovecot has closed, as it does after LOGOUT. */
async function passOn(client: Lines, dovecot: Lines, line: string, tag: string): Promise<boolean> {
  dovecot.write(line);
  for (;;) {
    const answer = await dovecot.next();
    if (answer === undefined) return false;
    client.write(answer);
    if (answer.startsWith(`${tag} `)) return !line.toUpperCase().endsWith(" LOGOUT");
  }
}
