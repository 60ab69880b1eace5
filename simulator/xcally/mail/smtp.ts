import { createTransport } from "nodemailer";
import { z } from "zod";
import type { MailServers } from "../office365.ts";
import { Refusal } from "../refusal.ts";
import type { MailSignIn } from "./imap.ts";
import type { OutgoingMail } from "./message.ts";

const answered = z.object({ response: z.string() });

/**
 * Sends a mail by SMTP.
 *
 * @param from the sender's address.
 * @throws Refusal with the server's answer.
 */
export async function sendBySmtp(
  { smtp, certificatePem }: MailServers,
  { user, accessToken }: MailSignIn,
  from: string,
  { inReplyTo, ...mail }: OutgoingMail,
): Promise<void> {
  const transport = createTransport({
    ...smtp,
    secure: false,
    requireTLS: true,
    tls: { ca: certificatePem },
    auth: { type: "OAuth2", user, accessToken },
  });
  try {
    await transport.sendMail({
      from,
      ...mail,
      ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
    });
  } catch (error) {
    const { success, data } = answered.safeParse(error);
    if (!success) throw error;
    throw new Refusal("smtp", data.response, { cause: error });
  } finally {
    transport.close();
  }
}
