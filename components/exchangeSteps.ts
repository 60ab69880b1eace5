import type { Mailbox } from "../config/mailbox.ts";

/** One thing that must be so in Exchange Online before mail flows. */
export interface ExchangeStep {
  /** The script in `exchange/` that makes it so, without `.ps1`. */
  readonly script: "enableProtocols" | "allowSmtp" | "grantFullAccess" | "grantSendAs";
  /** What the script gets in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** A line of PowerShell that makes it so. */
  readonly command: string;
  /** A line of PowerShell that shows whether it is so. */
  readonly verification: string;
}

/**
 * What a mailbox needs of Exchange Online, in the order in which it is done:
 * - IMAP or POP switched on for the mailbox;
 * - SMTP AUTH switched on for who signs in: for a shared mailbox XCALLY sends as the delegate, and the switch of the shared mailbox
 *   itself has no effect (535 5.7.3, seen by nextcloud/mail in 2026);
 * - for a shared mailbox Full Access of who signs in, and Send As where XCALLY sends.
 *
 * Every line can be pasted into a session of Exchange Online PowerShell, and none of them asks anything.
 */
export function exchangeSteps({
  key,
  address,
  signInUser,
  shared,
  protocols,
}: Mailbox): readonly ExchangeStep[] {
  const mailbox = quoted(address);
  const user = quoted(signInUser);
  const common = { MAILBOX_KEY: key, MAILBOX_ADDRESS: address };
  const withUser = { ...common, MAILBOX_SIGN_IN_USER: signInUser };
  const reading = protocols.filter((protocol) => protocol !== "smtp");
  const sends = protocols.includes("smtp");
  const properties = reading.map((protocol) => (protocol === "imap" ? "ImapEnabled" : "PopEnabled"));
  const steps: ExchangeStep[] = [];

  if (reading.length > 0) {
    const switches = properties.map((property) => `-${property} $true`).join(" ");
    steps.push({
      script: "enableProtocols",
      environment: { ...common, MAILBOX_PROTOCOLS: reading.join(",") },
      command: `Set-CASMailbox -Identity ${mailbox} ${switches}`,
      verification: `Get-CASMailbox -Identity ${mailbox} | ${show(properties)}`,
    });
  }
  if (sends) {
    steps.push({
      script: "allowSmtp",
      environment: withUser,
      command: `Set-CASMailbox -Identity ${user} -SmtpClientAuthenticationDisabled $false`,
      verification: `Get-CASMailbox -Identity ${user} | ${show(["SmtpClientAuthenticationDisabled"])}`,
    });
  }
  if (shared) {
    steps.push({
      script: "grantFullAccess",
      environment: withUser,
      // Without auto-mapping: it would add the mailbox to the delegate's own Outlook.
      command: `Add-MailboxPermission -Identity ${mailbox} -User ${user} -AccessRights FullAccess -InheritanceType All -AutoMapping $false`,
      verification: `Get-MailboxPermission -Identity ${mailbox} -User ${user} | ${show(["AccessRights", "Deny"])}`,
    });
  }
  if (shared && sends) {
    steps.push({
      script: "grantSendAs",
      environment: withUser,
      // A question would take the next pasted line for its answer.
      command: `Add-RecipientPermission -Identity ${mailbox} -Trustee ${user} -AccessRights SendAs -Confirm:$false`,
      verification: `Get-RecipientPermission -Identity ${mailbox} -Trustee ${user} | ${show(["AccessRights", "AccessControlType"])}`,
    });
  }
  return steps;
}

/**
 * A text in single quotes, in which PowerShell expands nothing. An apostrophe is doubled; typographic ones end a text as well:
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018-\u201B]/g, "$&$&")}'`;
}

function show(properties: readonly string[]): string {
  return `Format-List ${properties.map(quoted).join(", ")}`;
}
