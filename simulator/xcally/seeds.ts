import type { SeedAccount } from "./state.ts";

/** The mail accounts of a small company, none of which is linked to a Cloud Provider. Their ids are 1 to 5. */
export const defaultAccounts: readonly SeedAccount[] = [
  {
    name: "Support",
    key: "SUP",
    email: "support@contoso.com",
    service: "Outlook365",
    user: "support@contoso.com",
    password: "support-mailbox-password",
  },
  {
    name: "Sales",
    key: "SAL",
    email: "sales@contoso.com",
    service: "Outlook365",
    user: "sales@contoso.com",
    password: "sales-mailbox-password",
  },
  {
    name: "Information",
    key: "INFO",
    email: "info@contoso.com",
    service: "Outlook365",
    // A shared mailbox has no sign-in of its own: a member of it signs in.
    user: "agent@contoso.com",
    password: "agent-password",
    description: "Shared mailbox",
  },
  {
    name: "Newsletter",
    key: "NEWS",
    email: "contoso.newsletter@gmail.com",
    service: "Gmail",
    user: "contoso.newsletter@gmail.com",
    password: "newsletter-mailbox-password",
  },
  {
    name: "Billing",
    key: "BILL",
    email: "billing@contoso.example",
    service: "Custom",
    imapHost: "imap.contoso.example",
    imapPort: 993,
    smtpHost: "smtp.contoso.example",
    smtpPort: 587,
    user: "billing",
    password: "billing-mailbox-password",
    acceptAnyCertificate: true,
    markAsUnread: true,
  },
];
