import { beforeEach, expect } from "@jest/globals";
import { createCertificateAuthority } from "../../../../simulator/shared/certificateAuthority.ts";
import { startXcallySimulator } from "../../../../simulator/xcally/index.ts";
import { rejection } from "../../../support/rejection.ts";
import { aMail, mailTest } from "../../mail/mailTest.ts";
import { connectMailbox } from "../connectMailbox.ts";
import type { ConnectOptions } from "../connectMailbox.ts";
import { simulatorsForAll } from "./mailboxes.ts";

const customer = "customer@example.com";
/** Sam's user principal name is another one than the mailbox's address. */
const running = simulatorsForAll({
  users: [
    { userPrincipalName: "sam@contoso.com", mail: "support@contoso.com" },
    { userPrincipalName: "agent@contoso.com" },
    { userPrincipalName: "sales@contoso.com" },
  ],
});
beforeEach(() => {
  const { xcally } = running();
  xcally.reset();
  xcally.state.mailAccounts.update(1, { user: "sam@contoso.com" });
});

const signedIn = async (email: string, person: string, options: ConnectOptions = {}) => {
  const mailbox = await connectMailbox(running(), email, { person, ...options });
  expect(await mailbox.signIn()).toMatchObject({ heading: "Signed in" });
  return mailbox;
};
const support = () => signedIn("support@contoso.com", "sam@contoso.com");
const fetched = async (email: string) =>
  (await running().xcally.mail.fetch(email)).map(({ from, subject }) => ({ from, subject }));
const write = (email: string) =>
  running().xcally.mail.send(email, { to: customer, subject: "Re: Hello", text: "Yes." });
const refusal = async (work: Promise<unknown>) => {
  const { message, ...rest } = await rejection(work);
  return { by: "by" in rest ? rest.by : undefined, message };
};

mailTest("a mail that arrived is fetched by IMAP once, with umlauts whole", async () => {
  await support();
  const text =
    "From: A Customer\r\n <customer@example.com>\r\nSubject: Größe\r\nMessage-ID: <1@x>\r\n\r\nÄ\r\n";
  await running().mail.deliver("support@contoso.com", text);
  const [mail, ...more] = await running().xcally.mail.fetch("support@contoso.com");
  expect(more).toEqual([]);
  expect(mail).toEqual({ from: customer, subject: "Größe", messageId: "<1@x>", raw: text });
  expect(await fetched("support@contoso.com")).toEqual([]);
});

mailTest("an account that marks mail as unread finds it again", async () => {
  await support();
  running().xcally.state.mailAccounts.update(1, { markAsUnread: true });
  await running().mail.deliver("support@contoso.com", aMail({ to: "support@contoso.com" }));
  expect(await fetched("support@contoso.com")).toEqual([{ from: customer, subject: "Hello" }]);
  expect(await fetched("support@contoso.com")).toEqual([{ from: customer, subject: "Hello" }]);
});

mailTest("a reply leaves by SMTP from the account's address, signed in as its user", async () => {
  await support();
  const { xcally, mail } = running();
  await xcally.mail.send("support@contoso.com", {
    to: customer,
    subject: "Re: Hello",
    text: "Yes.",
    inReplyTo: "<1@x>",
  });
  expect(mail.sent.at(-1)).toMatchObject({
    authenticatedAs: "sam@contoso.com",
    from: "support@contoso.com",
    to: [customer],
    raw: expect.stringMatching(/^In-Reply-To: <1@x>\r$/m),
  });
});

mailTest(
  "a shared mailbox is read and written for with the sign-in of a person with rights on it",
  async () => {
    await signedIn("info@contoso.com", "agent@contoso.com");
    await running().mail.deliver("info@contoso.com", aMail({ to: "info@contoso.com" }));
    expect(await fetched("info@contoso.com")).toHaveLength(1);
    await write("info@contoso.com");
    expect(running().mail.sent.at(-1)).toMatchObject({
      authenticatedAs: "agent@contoso.com",
      from: "info@contoso.com",
    });
  },
);

mailTest("an account with POP fetches by it, each mail once, with dots and umlauts whole", async () => {
  const { xcally, mail } = running();
  xcally.switches.accountProtocols = { "sales@contoso.com": ["pop", "smtp"] };
  await signedIn("sales@contoso.com", "sales@contoso.com", {
    permissions: ["POP.AccessAsUser.All", "SMTP.Send"],
  });
  const text = "From: <customer@example.com>\r\nSubject: An order\r\n\r\n.one\r\n..two\r\nÄ\r\n.\r\nend\r\n";
  await mail.deliver("sales@contoso.com", text);
  expect((await xcally.mail.fetch("sales@contoso.com")).map(({ raw }) => raw)).toEqual([text]);
  expect(await fetched("sales@contoso.com")).toEqual([]);
  await write("sales@contoso.com");
  expect(mail.sent.at(-1)).toMatchObject({ from: "sales@contoso.com" });
});

mailTest(
  "each use shows the secret that the Cloud Provider holds by then, and keeps the newest refresh token",
  async () => {
    const { cloudProviderId, applicationId, graph } = await support();
    const { state, mail } = running().xcally;
    const first = state.signIns.of(cloudProviderId);
    await mail.fetch("support@contoso.com");
    const second = state.signIns.of(cloudProviderId);
    expect(second?.address).toBe(first?.address);
    expect(second?.refreshToken).not.toBe(first?.refreshToken);

    const before = state.cloudProviders.get(cloudProviderId)?.clientSecret ?? "";
    state.cloudProviders.update(cloudProviderId, { clientSecret: "wrong" });
    expect(await refusal(mail.fetch("support@contoso.com"))).toEqual({
      by: "token",
      message: expect.stringMatching(/^AADSTS7000215: /),
    });
    const answer = await graph.post(`/applications/${applicationId}/addPassword`, { passwordCredential: {} });
    const { secretText } = answer.body as { secretText: string };
    expect(secretText).not.toBe(before);
    state.cloudProviders.update(cloudProviderId, { clientSecret: secretText });
    expect(await mail.fetch("support@contoso.com")).toEqual([]);
  },
);

mailTest("refusals of the mail servers keep their own words", async () => {
  await support();
  const { mail, xcally } = running();
  xcally.state.mailAccounts.update(1, { email: "sales@contoso.com" });
  xcally.state.mailAccounts.update(2, { email: "other@contoso.com" });
  expect(await refusal(xcally.mail.fetch("sales@contoso.com"))).toEqual({
    by: "imap",
    message: "BAD User is authenticated but not connected.",
  });
  xcally.switches.accountProtocols = { "sales@contoso.com": ["pop", "smtp"] };
  expect(await refusal(xcally.mail.fetch("sales@contoso.com"))).toMatchObject({ by: "token" });
  xcally.switches.accountProtocols = { "sales@contoso.com": ["smtp"] };
  expect(await refusal(xcally.mail.fetch("sales@contoso.com"))).toEqual({
    by: "imap",
    message: "NO AUTHENTICATE failed.",
  });
  mail.switches.smtpClientAuthenticationDisabled = true;
  expect(await refusal(write("sales@contoso.com"))).toEqual({
    by: "smtp",
    message: expect.stringMatching(/^535 5\.7\.139 Authentication unsuccessful, SmtpClientAuthentication is/),
  });
  mail.switches.smtpClientAuthenticationDisabled = false;
});

mailTest("POP's refusal keeps its words too", async () => {
  const { xcally } = running();
  xcally.switches.accountProtocols = { "info@contoso.com": ["pop"] };
  await signedIn("info@contoso.com", "sales@contoso.com", { permissions: ["POP.AccessAsUser.All"] });
  expect(await refusal(xcally.mail.fetch("info@contoso.com"))).toEqual({
    by: "pop3",
    message: "-ERR Authentication failure: unknown user name or bad password.",
  });
});

mailTest(
  "an account without a Cloud Provider, or with one that nobody has signed in for, says so",
  async () => {
    const { mail } = running().xcally;
    expect(await refusal(mail.fetch("support@contoso.com"))).toEqual({
      by: "xcally",
      message: "The mail account support@contoso.com has no Cloud Provider.",
    });
    await connectMailbox(running(), "support@contoso.com");
    expect(await refusal(mail.fetch("support@contoso.com"))).toEqual({
      by: "xcally",
      message: "Nobody has signed in for the Cloud Provider support@contoso.com [00000000000000aa].",
    });
  },
);

mailTest("mail servers with a certificate of another authority get no token", async () => {
  const { entra, mail } = running();
  const { certificatePem } = await createCertificateAuthority();
  const xcally = await startXcallySimulator({
    office365: () => ({ loginUrl: entra.url, mail: { ...mail, certificatePem } }),
  });
  try {
    const sales = await connectMailbox({ ...running(), xcally }, "sales@contoso.com", {
      permissions: ["IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send"],
    });
    await sales.signIn();
    const out = { to: customer, subject: "Hello", text: "Yes." };
    const notTrusted = "unable to verify the first certificate";
    await expect(xcally.mail.fetch("sales@contoso.com")).rejects.toThrow(notTrusted);
    await expect(xcally.mail.send("sales@contoso.com", out)).rejects.toThrow(notTrusted);
    xcally.switches.accountProtocols = { "sales@contoso.com": ["pop"] };
    await expect(xcally.mail.fetch("sales@contoso.com")).rejects.toThrow(notTrusted);
  } finally {
    await xcally.close();
  }
});
