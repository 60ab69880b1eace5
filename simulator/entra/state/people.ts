import { randomUUID } from "node:crypto";
import { defaultPassword } from "../peopleOptions.ts";
import type { OtherTenantSeed, SharedMailboxSeed, UserSeed } from "../peopleOptions.ts";
import { Account } from "./account.ts";
import type { Directory, Tenant } from "./directory.ts";
import type { User } from "./entities.ts";

/** A person with what the account starts with. */
interface Person {
  readonly user: User;
  readonly start: Pick<Account, "password" | "administrator" | "disabled">;
  readonly mailbox: {
    readonly shared: boolean;
    readonly fullAccess: readonly string[];
    readonly sendAs: readonly string[];
  };
}

/** A tenant beside this one, with people who exist only there. */
export interface OtherTenant {
  readonly tenant: Tenant;
  readonly people: readonly { readonly userPrincipalName: string; readonly password: string }[];
}

/** Everyone whom a fresh directory knows, and who exists elsewhere. */
export interface People {
  readonly here: readonly Person[];
  readonly elsewhere: readonly OtherTenant[];
}

/** Chooses ids and fills in what the seeds leave open. */
export function choosePeople(
  users: readonly UserSeed[],
  sharedMailboxes: readonly SharedMailboxSeed[],
  otherTenants: readonly OtherTenantSeed[],
): People {
  return {
    here: [...users.map(personOf), ...sharedMailboxes.map(sharedMailboxOf)],
    elsewhere: otherTenants.map(({ id, domain, users: people = [] }) => ({
      tenant: { id: id ?? randomUUID(), domain, displayName: displayNameOf(domain) },
      people: people.map(({ userPrincipalName, password = defaultPassword }) => ({
        userPrincipalName,
        password,
      })),
    })),
  };
}

/** Empties the directory of people and brings in these, with their accounts and mailboxes as at the start. */
export function plantPeople(directory: Directory, { here, elsewhere }: People): void {
  const { users, accounts, mailboxes } = directory;
  for (const collection of [users, accounts, mailboxes]) collection.clear();
  for (const { user, start, mailbox } of here) {
    users.set(user.id, user);
    accounts.set(user.id, new Account(start));
    mailboxes.set(user.id, {
      owner: user,
      shared: mailbox.shared,
      fullAccess: lowerCased(mailbox.fullAccess),
      sendAs: lowerCased(mailbox.sendAs),
    });
  }
  directory.otherTenants = elsewhere;
}

/** The name that a tenant has at the start: the first part of its domain. */
export function displayNameOf(domain: string): string {
  const name = domain.replace(/\..*/, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function personOf(seed: UserSeed): Person {
  const { password = defaultPassword, administrator = false, disabled = false } = seed;
  return {
    user: userOf(seed),
    start: { password, administrator, disabled },
    mailbox: { shared: false, fullAccess: [], sendAs: [] },
  };
}

/** Nobody knows the password of the account behind a shared mailbox, and sign-in to it is blocked. */
function sharedMailboxOf(seed: SharedMailboxSeed): Person {
  const { address, userPrincipalName = address, displayName, fullAccess = [], sendAs = [] } = seed;
  return {
    user: userOf({ userPrincipalName, mail: address, ...(displayName === undefined ? {} : { displayName }) }),
    start: { password: randomUUID(), administrator: false, disabled: true },
    mailbox: { shared: true, fullAccess, sendAs },
  };
}

function userOf({ id, userPrincipalName, displayName, mail }: UserSeed): User {
  return {
    id: (id ?? randomUUID()).toLowerCase(),
    userPrincipalName,
    displayName: displayName ?? userPrincipalName.replace(/@.*/, ""),
    mail: mail ?? userPrincipalName,
  };
}

function lowerCased(names: readonly string[]): Set<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
