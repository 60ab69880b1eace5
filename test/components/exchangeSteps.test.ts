import { describe, expect, test } from "@jest/globals";
import { exchangeSteps } from "../../components/exchangeSteps.ts";
import type { Mailbox } from "../../config/mailbox.ts";

const mailbox = (more: Partial<Mailbox> = {}): Mailbox => ({
  key: "info",
  address: "info@contoso.com",
  account: { by: "address", address: "info@contoso.com" },
  signInUser: "agent@contoso.com",
  shared: false,
  protocols: ["imap", "smtp"],
  retain: false,
  protect: true,
  ...more,
});
const commands = (more?: Partial<Mailbox>) => exchangeSteps(mailbox(more)).map(({ command }) => command);

describe("the steps in Exchange Online", () => {
  test("of a user's mailbox are its protocols, and SMTP AUTH for who signs in", () => {
    expect(commands()).toEqual([
      "Set-CASMailbox -Identity 'info@contoso.com' -ImapEnabled $true",
      "Set-CASMailbox -Identity 'agent@contoso.com' -SmtpClientAuthenticationDisabled $false",
    ]);
  });

  test("of a shared mailbox are rights for its delegate too", () => {
    expect(commands({ shared: true, protocols: ["imap", "pop", "smtp"] })).toEqual([
      "Set-CASMailbox -Identity 'info@contoso.com' -ImapEnabled $true -PopEnabled $true",
      "Set-CASMailbox -Identity 'agent@contoso.com' -SmtpClientAuthenticationDisabled $false",
      "Add-MailboxPermission -Identity 'info@contoso.com' -User 'agent@contoso.com' -AccessRights FullAccess -InheritanceType All -AutoMapping $false",
      "Add-RecipientPermission -Identity 'info@contoso.com' -Trustee 'agent@contoso.com' -AccessRights SendAs -Confirm:$false",
    ]);
  });

  test.each<[Mailbox["protocols"], readonly string[]]>([
    [["imap"], ["enableProtocols", "grantFullAccess"]],
    [["pop"], ["enableProtocols", "grantFullAccess"]],
    [["smtp"], ["allowSmtp", "grantFullAccess", "grantSendAs"]],
  ])("of a shared mailbox with %j alone are no more than these need: %j", (protocols, scripts) => {
    expect(exchangeSteps(mailbox({ shared: true, protocols })).map(({ script }) => script)).toEqual(scripts);
  });

  test("each have a line that shows whether it is so", () => {
    const steps = exchangeSteps(mailbox({ shared: true, protocols: ["imap", "pop", "smtp"] }));
    expect(steps.map(({ verification }) => verification)).toEqual([
      "Get-CASMailbox -Identity 'info@contoso.com' | Format-List 'ImapEnabled', 'PopEnabled'",
      "Get-CASMailbox -Identity 'agent@contoso.com' | Format-List 'SmtpClientAuthenticationDisabled'",
      "Get-MailboxPermission -Identity 'info@contoso.com' -User 'agent@contoso.com' | Format-List 'AccessRights', 'Deny'",
      "Get-RecipientPermission -Identity 'info@contoso.com' -Trustee 'agent@contoso.com' | Format-List 'AccessRights', 'AccessControlType'",
    ]);
  });

  test("double an apostrophe, and leave what PowerShell expands elsewhere alone", () => {
    expect(commands({ address: "o'brien@contoso.com", signInUser: "$a`b'@contoso.com" })).toEqual([
      "Set-CASMailbox -Identity 'o''brien@contoso.com' -ImapEnabled $true",
      "Set-CASMailbox -Identity '$a`b''@contoso.com' -SmtpClientAuthenticationDisabled $false",
    ]);
  });
});
