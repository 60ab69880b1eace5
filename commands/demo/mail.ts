import { defaultPassword } from "../../simulator/entra/index.ts";
import type { FoundDovecot } from "../../simulator/mail/index.ts";
import { signInByForms } from "../../simulator/person/signInByForms.ts";
import type { Simulators } from "../../simulator/start.ts";
import { table } from "../table.ts";
import { connections } from "./bothSides.ts";
import type { Claims } from "./claims.ts";
import { heading } from "./heading.ts";

/** Somebody outside the company. */
const customer = "customer@example.com";

/** People sign in, and each connected mailbox receives a mail and answers it. Without Dovecot it says so and does nothing. */
export async function letMailFlow(
  simulators: Simulators,
  dovecot: FoundDovecot,
  { claim }: Claims,
): Promise<void> {
  heading("8. People sign in once, and mail flows");
  const { mail, xcally, entra } = simulators;
  if (!mail) {
    const reason = dovecot.found ? "its mail server was not started" : dovecot.reason;
    console.log(`This part is left out, because it needs Dovecot on Linux as a mail server: ${reason}.`);
    return;
  }
  console.log(
    `A person must sign in with a browser, once for each mailbox. Here the demo plays them: it begins at XCALLY,
enters name and password on Entra ID's page and comes back to XCALLY, which from then on opens the mailbox by
OAuth with the secret that the stack has given it. A customer writes to each mailbox, and XCALLY answers.\n`,
  );
  const consents = entra.state.grants.length;
  const rows = [];
  for (const { address, user, cloudProviderId } of connectedAccounts(simulators)) {
    const { heading: outcome, alert } = await signInByForms(simulators, cloudProviderId, {
      loginfmt: user,
      passwd: defaultPassword,
    });
    const subject = `Question to ${address}`;
    await mail.deliver(address, mailTo(address, subject));
    const fetched = await xcally.mail.fetch(address);
    for (const { from, messageId } of fetched)
      await xcally.mail.send(address, {
        to: from,
        subject: `Re: ${subject}`,
        text: "Thank you, we look into it.",
        inReplyTo: messageId,
      });
    const answers = mail.sent.filter(({ from, to }) => from === address && to.includes(customer));
    rows.push({
      mailbox: address,
      "who signed in": `${user}: ${alert ?? outcome}`,
      "fetched by IMAP": fetched.map((each) => each.subject).join(", "),
      "sent by SMTP": answers.map(({ to }) => `answer to ${to.join(", ")}`).join(", "),
    });
  }
  console.log(`${table(rows)}\n`);
  claim(
    "a person has signed in for each mailbox, and nobody was asked to consent",
    rows.length === 3 &&
      rows.every((row) => row["who signed in"].endsWith(": Signed in")) &&
      entra.state.grants.length === consents,
  );
  claim(
    "XCALLY has fetched the mail of each, the shared mailbox's with the sign-in of its member",
    rows.every((row) => row["fetched by IMAP"] === `Question to ${row.mailbox}`),
  );
  claim(
    "an answer has left from each mailbox",
    rows.every((row) => row["sent by SMTP"] === `answer to ${customer}`),
  );
}

/** Mail accounts with a Cloud Provider, and who signs in for them. */
function connectedAccounts(simulators: Simulators) {
  return connections(simulators).flatMap(({ account: { email, user }, cloudProvider }) =>
    cloudProvider ? [{ address: email, user: user ?? email, cloudProviderId: cloudProvider.id }] : [],
  );
}

function mailTo(address: string, subject: string): string {
  const header = {
    From: `<${customer}>`,
    To: `<${address}>`,
    Subject: subject,
    "Message-ID": `<${address}>`,
  };
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}`);
  return [...lines, "", "When do you open on Monday?", ""].join("\r\n");
}
