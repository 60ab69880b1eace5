import { expect } from "@jest/globals";
import type { CloudProvider, MailAccount } from "../../simulator/xcally/index.ts";
import type { TestStack } from "../stack/testStack.ts";

/** A mailbox of these tests: its key is the local part of its address. */
export interface ChaosMailbox {
  readonly key: string;
  readonly address: string;
  readonly displayName?: string;
}

/** The mailbox of this key. */
export const mailboxOf = (key: string): ChaosMailbox => ({ key, address: `${key}@contoso.com` });

/** Adds a mail account for each address, as people do in XCALLY. */
export function addAccounts({ xcally }: TestStack, addresses: readonly string[]): void {
  const [model] = xcally.state.mailAccounts.list();
  if (model === undefined) throw new Error("The stand-in starts with mail accounts.");
  for (const address of addresses) {
    xcally.state.mailAccounts.create({ ...model, name: address, email: address, user: address });
  }
}

/** Adds a Cloud Provider and its mail account that are none of ours. Gives a reading of both, which nothing may change. */
export function addForeign(stack: TestStack): () => unknown {
  const { cloudProviders, mailAccounts } = stack.xcally.state;
  const { id } = cloudProviders.create({
    name: "By hand",
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId: "client",
    clientSecret: "secret",
    tenantId: "tenant",
    redirectUri: null,
  });
  addAccounts(stack, ["by-hand@contoso.com"]);
  const account = mailAccounts.list().at(-1);
  mailAccounts.update(account?.id ?? 0, { cloudProviderId: id });
  return () => [cloudProviders.get(id), mailAccounts.get(account?.id ?? 0)];
}

/** What XCALLY has of a mailbox. */
export interface Connected {
  /** Every Cloud Provider made for it, under whichever of its names. */
  readonly cloudProviders: readonly Pick<CloudProvider, "id" | "name">[];
  readonly linkedTo: MailAccount["cloudProviderId"] | undefined;
}

/** What XCALLY must have of a mailbox: one Cloud Provider of this name; that its account uses it is compared apart. */
export const connectedAs = (name: string): unknown => ({
  cloudProviders: [{ id: expect.any(Number), name }],
  linkedTo: expect.any(Number),
});

/** What XCALLY must have of a mailbox that is not configured any more. */
export const disconnected = { cloudProviders: [], linkedTo: null };

/** Reads what XCALLY has of a mailbox at this moment: Cloud Providers are recognised by the beginning of their names. */
export function connectedOf({ xcally }: TestStack, { key, address }: ChaosMailbox): Connected {
  const { cloudProviders, mailAccounts } = xcally.state;
  return {
    cloudProviders: cloudProviders
      .list()
      .filter(({ name }) => name.startsWith(`${key}@`) || name.startsWith(`${key} `))
      .map(({ id, name }) => ({ id, name: name.replace(/ \[[0-9a-f]{16}\]$/, "") })),
    linkedTo: mailAccounts.list().find(({ email }) => email === address)?.cloudProviderId,
  };
}
