/** A mailbox of the tenant and who may use it. */
export interface MailboxSeed {
  /** The primary SMTP address. */
  readonly address: string;
  /** The user principal name of the mailbox's own user. Defaults to the address; they differ where a test says so. */
  readonly userPrincipalName?: string;
  /** Further addresses under which mail arrives. Defaults to none. */
  readonly aliases?: readonly string[];
  /** User principal names of those with Full Access besides its own user. Defaults to nobody. */
  readonly fullAccess?: readonly string[];
  /** User principal names of those with Send As besides its own user. Defaults to nobody. */
  readonly sendAs?: readonly string[];
  /**
   * `Set-CASMailbox -SmtpClientAuthenticationDisabled`: true or false win over the tenant's switch, null takes that.
   * Defaults to null.
   */
  readonly smtpClientAuthenticationDisabled?: boolean | null;
}

/** A mailbox as it is now. Rights and the switch may be changed at any time; the next sign-in meets them. */
export interface Mailbox {
  readonly address: string;
  readonly userPrincipalName: string;
  readonly aliases: readonly string[];
  fullAccess: string[];
  sendAs: string[];
  smtpClientAuthenticationDisabled: boolean | null;
}

/** The mailboxes of a tenant. Addresses and user principal names are compared without regard to case. */
export interface Mailboxes {
  readonly all: readonly Mailbox[];
  /** The mailbox at which mail for this address arrives. */
  byAddress(address: string): Mailbox | undefined;
  /** The mailbox that a sign-in names, by its primary address or its user principal name. */
  bySignInName(name: string): Mailbox | undefined;
  /** The mailbox of a user. */
  byUser(userPrincipalName: string): Mailbox | undefined;
}

/** Makes the mailboxes of a tenant from their seeds. */
export function createMailboxes(seeds: readonly MailboxSeed[]): Mailboxes {
  const all = seeds.map((seed): Mailbox => ({
    address: seed.address,
    userPrincipalName: seed.userPrincipalName ?? seed.address,
    aliases: seed.aliases ?? [],
    fullAccess: [...(seed.fullAccess ?? [])],
    sendAs: [...(seed.sendAs ?? [])],
    smtpClientAuthenticationDisabled: seed.smtpClientAuthenticationDisabled ?? null,
  }));
  return {
    all,
    byAddress: (address) => all.find((mailbox) => addressesOf(mailbox).some((own) => same(own, address))),
    bySignInName: (name) =>
      all.find((mailbox) => same(mailbox.address, name) || same(mailbox.userPrincipalName, name)),
    byUser: (userPrincipalName) => all.find((mailbox) => same(mailbox.userPrincipalName, userPrincipalName)),
  };
}

/** Whether a user may read and change all of a mailbox: its own user, and who has Full Access. */
export function mayOpen(userPrincipalName: string, mailbox: Mailbox): boolean {
  return [mailbox.userPrincipalName, ...mailbox.fullAccess].some((name) => same(name, userPrincipalName));
}

/** Whether a user may send in a mailbox's name: its own user, and who has Send As. Full Access is not enough. */
export function maySendAs(userPrincipalName: string, mailbox: Mailbox): boolean {
  return [mailbox.userPrincipalName, ...mailbox.sendAs].some((name) => same(name, userPrincipalName));
}

/** Whether two addresses or user principal names are the same to Exchange. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function addressesOf(mailbox: Mailbox): readonly string[] {
  return [mailbox.address, ...mailbox.aliases];
}
