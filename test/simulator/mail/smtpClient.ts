import { createTransport } from "nodemailer";
import type { MailServer } from "../../../simulator/mail/index.ts";
import { rejection } from "../../support/rejection.ts";

/** A mail to send, and as whom. */
export interface Outgoing {
  /** Named in `user=`. */
  readonly user: string;
  readonly token: string;
  readonly from: string;
  /** Defaults to someone outside the tenant. */
  readonly to?: string;
}

/** Sends a mail with nodemailer, as a program does. */
export async function send(mail: MailServer, { user, token, from, to = "customer@example.com" }: Outgoing) {
  const transport = createTransport({
    ...mail.smtp,
    secure: false,
    requireTLS: true,
    tls: { ca: mail.certificatePem },
    auth: { type: "OAuth2", user, accessToken: token },
  });
  try {
    return await transport.sendMail({ from, to, subject: "Re: Hello", text: "Yes." });
  } finally {
    transport.close();
  }
}

/** The server's answer, where it refuses a mail. */
export async function refusal(mail: MailServer, outgoing: Outgoing): Promise<unknown> {
  const error = await rejection(send(mail, outgoing));
  return "response" in error ? error.response : error;
}
