import { createCertificateAuthority } from "../shared/certificateAuthority.ts";
import { openOrCleanUp } from "../shared/cleanup.ts";
import { createMailAccess } from "./access.ts";
import type { Maildirs } from "./dovecot/maildirs.ts";
import { startDovecot } from "./dovecot/start.ts";
import { smtpTexts } from "./exchangeTexts.ts";
import { introspectAt } from "./introspection.ts";
import { createMailboxes, maySendAs } from "./mailboxes.ts";
import type { Mailbox, Mailboxes } from "./mailboxes.ts";
import type { MailEndpoint, MailServer, MailServerOptions, SentMail } from "./options.ts";
import { startFront } from "./protocols/front.ts";
import { imapDialogue } from "./protocols/imap.ts";
import { pop3Dialogue } from "./protocols/pop3.ts";
import { sendersOf } from "./submission/senders.ts";
import { startSubmission } from "./submission/server.ts";
import type { Submission } from "./submission/server.ts";
import { startSwitches } from "./switches.ts";

export { findDovecot } from "./dovecot/find.ts";
export type { FoundDovecot } from "./dovecot/find.ts";
export { installDovecot } from "./dovecot/install.ts";
export type { Mailbox, MailboxSeed } from "./mailboxes.ts";
export type { MailEndpoint, MailServer, MailServerOptions, SentMail } from "./options.ts";
export type { MailSwitches } from "./switches.ts";

/**
 * Starts a stand-in of Exchange Online's mail servers on loopback: Dovecot keeps the mailboxes and checks each sign-in by XOAUTH2 with
 * the person's token; what it says until then has Exchange's words. SMTP is a sink: a mail arrives in the recipient's mailbox
 * where that is one of these, and otherwise goes nowhere.
 *
 * @throws Error One sentence where Dovecot is missing (see {@link findDovecot}) or does not start, or where a port is taken; nothing
 * stays open then.
 */
export function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const switches = startSwitches(options);
  const mailboxes = createMailboxes(options.mailboxes);
  const access = createMailAccess(introspectAt(options.introspect), mailboxes, switches);
  const sent: SentMail[] = [];
  return openOrCleanUp(async (cleanup) => {
    const authority = options.authority ?? (await createCertificateAuthority());
    const certificate = await authority.issue();
    const dovecot = await startDovecot(
      access,
      mailboxes.all.map(({ address }) => address),
    );
    cleanup.add(() => dovecot.close());
    const opened = async (starting: Promise<{ port: number; close: () => Promise<void> }>) => {
      const { port, close } = await starting;
      cleanup.add(close);
      return { host: "localhost", port } satisfies MailEndpoint;
    };
    const { ports } = options;
    const imap = await opened(
      startFront({
        port: ports?.imap ?? 0,
        certificate,
        socket: dovecot.sockets.imap,
        dialogue: imapDialogue(access),
      }),
    );
    const pop3 = await opened(
      startFront({
        port: ports?.pop3 ?? 0,
        certificate,
        socket: dovecot.sockets.pop3,
        dialogue: pop3Dialogue(access),
      }),
    );
    const accept = acceptInto(sent, mailboxes, dovecot.maildirs);
    const smtp = await opened(startSubmission({ port: ports?.smtp ?? 0, certificate, access, accept }));
    const mailbox = (address: string): Mailbox => {
      const known = mailboxes.byAddress(address);
      if (known) return known;
      throw new Error(
        `There is no mailbox ${address} here; there are ${mailboxes.all.map((each) => each.address).join(", ")}.`,
      );
    };
    return {
      imap,
      pop3,
      smtp,
      certificatePem: authority.certificatePem,
      switches,
      sent,
      mailbox,
      deliver: async (to, raw) => dovecot.maildirs.deliver(mailbox(to).address, raw),
      log: () => dovecot.log(),
      close: () => cleanup.run(),
    };
  });
}

/** Takes what may be sent, and has it arrive where it can. */
function acceptInto(sent: SentMail[], mailboxes: Mailboxes, maildirs: Maildirs) {
  return async ({
    mailbox: { userPrincipalName },
    from,
    to,
    raw,
  }: Submission): Promise<string | undefined> => {
    const denied = sendersOf(from, raw).find((sender) => {
      const named = mailboxes.byAddress(sender);
      return !named || !maySendAs(userPrincipalName, named);
    });
    if (denied !== undefined) return smtpTexts.sendAsDenied(userPrincipalName, denied);
    const here = new Set(to.map((address) => mailboxes.byAddress(address)?.address));
    const arrivedIn = [...here].filter((address) => address !== undefined);
    for (const address of arrivedIn) await maildirs.deliver(address, raw);
    sent.push({ authenticatedAs: userPrincipalName, from, to, raw: raw.toString("utf8"), arrivedIn });
    return undefined;
  };
}
