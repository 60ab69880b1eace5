import { SMTPServer } from "smtp-server";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { IssuedCertificate } from "../../shared/certificateAuthority.ts";
import type { Listener } from "../../shared/listen.ts";
import type { MailAccess } from "../access.ts";
import { serverName, smtpTexts } from "../exchangeTexts.ts";
import type { Mailbox } from "../mailboxes.ts";
import { answer } from "./answer.ts";

/** A mail as a client hands it over. */
export interface Submission {
  /** The mailbox whose user signed in. */
  readonly mailbox: Mailbox;
  /** The envelope's sender. */
  readonly from: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** How SMTP submission starts. */
export interface SubmissionOptions {
  /** The port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly certificate: IssuedCertificate;
  readonly access: MailAccess;
  /** Takes a mail, or answers with what the client is told instead, beginning with the status code. */
  readonly accept: (submission: Submission) => Promise<string | undefined>;
}

/**
 * SMTP submission as on port 587 of Exchange Online: STARTTLS first, and only then AUTH is offered, by XOAUTH2.
 *
 * @throws Error with the code `EADDRINUSE` when the asked port is taken.
 */
export async function startSubmission(options: SubmissionOptions): Promise<Listener> {
  const { access, accept, certificate } = options;
  const signedIn = new Map<string, Mailbox>();
  const server = new SMTPServer({
    ...certificate,
    minVersion: "TLSv1.2",
    name: serverName,
    banner: "Microsoft ESMTP MAIL Service ready",
    heloResponse: "%s Hello",
    size: 157_286_400,
    authMethods: ["LOGIN", "XOAUTH2"],
    // Whether a mail comes after a sign-in is asked below, where the answer can be Exchange's.
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    closeTimeout: 1,
    onConnect(session, callback) {
      session.disabledCommands = ["AUTH"];
      callback();
    },
    onSecure(_socket, session, callback) {
      session.disabledCommands = [];
      callback();
    },
    onAuth({ method, username: user = "", accessToken: token = "" }, session, callback) {
      const refuse = (text: string) => {
        answer(server, text, callback);
      };
      if (method !== "XOAUTH2") {
        refuse(smtpTexts.passwordRefused);
        return;
      }
      access.send({ user, token }).then(
        (result) => {
          if (result.outcome === "disabled") refuse(smtpTexts.disabled(result.where));
          else if (result.outcome === "refused") refuse(smtpTexts.refused);
          else {
            signedIn.set(session.id, result.mailbox);
            callback(null, { user: result.mailbox.userPrincipalName });
          }
        },
        () => {
          refuse(smtpTexts.unavailable);
        },
      );
    },
    onMailFrom(_address, session, callback) {
      if (signedIn.has(session.id)) callback();
      else answer(server, smtpTexts.notAuthenticated, callback);
    },
    onData(stream, session, callback) {
      const { mailFrom, rcptTo } = session.envelope;
      const mailbox = signedIn.get(session.id);
      const taken = buffer(stream).then((raw) =>
        mailbox
          ? accept({
              mailbox,
              from: mailFrom ? mailFrom.address : "",
              to: rcptTo.map(({ address }) => address),
              raw,
            })
          : smtpTexts.notAuthenticated,
      );
      taken.then(
        (refusal) => {
          if (refusal === undefined) callback(null);
          else answer(server, refusal, callback);
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
    onClose(session) {
      signedIn.delete(session.id);
    },
  });
  // A client that goes away during a command is nothing to end the process for.
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
}
