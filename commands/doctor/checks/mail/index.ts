import { protocols } from "../../../../entra/permissions.ts";
import type { DiagnosisOptions } from "../../diagnose.ts";
import { skip, type Finding } from "../../finding.ts";
import type { Stack } from "../../stack.ts";
import { checkServer } from "./server.ts";
import { checkMailSignIn } from "./signIn.ts";

/** Whether the mail servers of the protocols in use can be reached and offer XOAUTH2, and take a token where there is one. */
export async function checkMail(
  { settings }: Stack,
  { mail, mailSignIn, now }: Pick<DiagnosisOptions, "mail" | "mailSignIn" | "now">,
): Promise<readonly Finding[]> {
  if (mail === undefined) return [skip("The mail servers are left out (--skip mail).")];
  const used = protocols.filter(
    (protocol) =>
      settings === undefined || settings.mailboxes.some((mailbox) => mailbox.protocols.includes(protocol)),
  );
  const visits = used.map((protocol) => ({ protocol, endpoint: mail[protocol], ca: mail.ca }));
  const servers = await Promise.all(visits.map(checkServer));
  if (mailSignIn === undefined) {
    return [...servers, skip("Nobody signs in to the mail servers without a token (--mail-token-env).")];
  }
  const { mailbox } = mailSignIn;
  const own = visits.filter(({ protocol }) => mailbox.protocols.includes(protocol));
  return [...servers, ...(await checkMailSignIn(mailSignIn, own, now))];
}
