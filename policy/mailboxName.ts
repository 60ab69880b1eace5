import type { PlainResource } from "./rule.ts";

const mailboxComponent = "xcally:index:MailboxAuthentication";

/** What this stack appends to a mailbox's key in the names of its secrets, consents and users. */
const suffix = /-(?:[01]|microsoft-graph|exchange-online|\S+@\S+)$/;

/** Whose a resource is, for messages: `Mailbox support`, with its address where the resource says it. */
export function mailboxName({ name, urn, props }: PlainResource): string {
  const label = props["mailbox"];
  if (typeof label === "string" && label.includes("@")) return `Mailbox ${label}`;
  if (isShared({ urn })) return "The registration that all mailboxes share";
  return `Mailbox ${name.replace(suffix, "")}`;
}

/** Whether a resource of this stack's belongs to all mailboxes rather than to one. */
export function isShared({ urn }: Pick<PlainResource, "urn">): boolean {
  return urn.includes("xcally:index:ModernAuthentication$") && !urn.includes(mailboxComponent);
}
