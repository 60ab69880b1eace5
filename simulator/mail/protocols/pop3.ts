import type { MailAccess } from "../access.ts";
import { popTexts } from "../exchangeTexts.ts";
import type { SignInDialogue } from "./front.ts";
import { askForResponse, verify } from "./verify.ts";

const exchange: Parameters<typeof verify>[1] = {
  command: "AUTH XOAUTH2",
  isLast: (line) => line.startsWith("+OK") || line.startsWith("-ERR"),
  isOk: (line) => line.startsWith("+OK"),
};

/** Exchange Online's POP3 up to the sign-in. */
export function pop3Dialogue(access: MailAccess): SignInDialogue {
  return async (client, dovecot) => {
    if ((await dovecot.next()) === undefined) return false;
    client.write(popTexts.greeting);
    for (;;) {
      const line = await client.next();
      if (line === undefined) return false;
      const [command = "", mechanism = "", initialResponse] = line.split(" ");
      switch (command.toUpperCase()) {
        case "CAPA":
          for (const answer of ["+OK", ...popTexts.capabilities, "."]) client.write(answer);
          break;
        case "USER":
          client.write("+OK");
          break;
        case "PASS":
          client.write(popTexts.refused);
          break;
        case "AUTH": {
          if (mechanism.toUpperCase() !== "XOAUTH2") {
            client.write(popTexts.refused);
            break;
          }
          const response = initialResponse ?? (await askForResponse(client));
          const verdict = await verify({ access, protocol: "pop3", dovecot }, exchange, response);
          client.write(verdict === "opened" ? popTexts.authenticated : popTexts.refused);
          if (verdict === "opened") return true;
          break;
        }
        case "QUIT":
          client.write("+OK");
          return false;
        default:
          client.write("-ERR Command is not valid in this state.");
      }
    }
  };
}
