import type { CertificateAuthority } from "../shared/certificateAuthority.ts";
import type { Mailbox, MailboxSeed } from "./mailboxes.ts";
import type { MailSwitches } from "./switches.ts";

/** How the mail server starts. Switches may be changed later; see `startSwitches` for their defaults. */
export interface MailServerOptions extends Partial<MailSwitches> {
  /** Where tokens are introspected: see `introspection.ts` for what is asked and answered there. */
  readonly introspect: string;
  /** The tenant's mailboxes. */
  readonly mailboxes: readonly MailboxSeed[];
  /** Issues the servers' certificate. Defaults to a new authority; {@link MailServer.certificatePem} has what to trust. */
  readonly authority?: CertificateAuthority;
  /** Loopback ports. Each defaults to 0: a free one. */
  readonly ports?: { readonly imap?: number; readonly pop3?: number; readonly smtp?: number };
}

/** Where one of the servers listens. */
export interface MailEndpoint {
  /** `localhost`, which the certificate names. */
  readonly host: string;
  readonly port: number;
}

/** A mail that left through SMTP. */
export interface SentMail {
  /** The user principal name of who had signed in. */
  readonly authenticatedAs: string;
  /** The envelope's sender. */
  readonly from: string;
  /** The envelope's recipients. */
  readonly to: readonly string[];
  /** The mail with its header, as the client handed it over. */
  readonly raw: string;
  /** Primary addresses of the mailboxes here in which it arrived; of all other recipients nothing happens. */
  readonly arrivedIn: readonly string[];
}

/** A running stand-in of Exchange Online's mail servers. */
export interface MailServer {
  /** IMAP with TLS from the first byte, as on port 993. */
  readonly imap: MailEndpoint;
  /** POP3 with TLS from the first byte, as on port 995. */
  readonly pop3: MailEndpoint;
  /** SMTP submission with STARTTLS, as on port 587. */
  readonly smtp: MailEndpoint;
  /** The authority's certificate (PEM) that clients must trust. */
  readonly certificatePem: string;
  /** The tenant's switches; may be changed at any time. */
  readonly switches: MailSwitches;
  /** Mails that left through SMTP, in their order. */
  readonly sent: readonly SentMail[];
  /**
   * A mailbox, by any of its addresses, to change rights or its own switch.
   *
   * @throws Error where there is none.
   */
  mailbox(address: string): Mailbox;
  /**
   * Has a mail from outside arrive in the inbox of a mailbox.
   *
   * @param to Any of the mailbox's addresses.
   * @param raw The mail with its header.
   * @throws Error where there is no mailbox of this address.
   */
  deliver(to: string, raw: string | Buffer): Promise<void>;
  /** The end of Dovecot's log. */
  log(): string;
  /** Stops all servers and deletes all mail. */
  close(): Promise<void>;
}
