import { cloudProviderDefaults, mailAccountDefaults } from "./entities.ts";
import type { CloudProvider, MailAccount, Settable } from "./entities.ts";
import { ApiError, cloudProviderInUse, noSuchCloudProvider } from "./errors.ts";
import { createTable } from "./table.ts";
import type { Table } from "./table.ts";

/** A mail account that exists from the start; what it leaves out is as in `mailAccountDefaults`. */
export type SeedAccount = Pick<MailAccount, "name" | "key" | "email"> & Partial<Settable<MailAccount>>;

/** A Cloud Provider that exists from the start; what it leaves out is as in `cloudProviderDefaults`. */
export type SeedCloudProvider = Pick<CloudProvider, "name"> & Partial<Settable<CloudProvider>>;

/** The stand-in's database. */
export interface State {
  readonly cloudProviders: Table<CloudProvider>;
  readonly mailAccounts: Table<MailAccount>;
  /** Ids of the Cloud Providers that a person has signed in for. */
  readonly signedIn: Set<number>;
}

/** What the database starts with and is asked at run time. */
export interface StateOptions {
  readonly accounts: readonly SeedAccount[];
  /** Stored before the accounts, so the first one has the id 1. */
  readonly cloudProviders: readonly SeedCloudProvider[];
  readonly now: () => Date;
  readonly uniqueNames: () => boolean;
}

/**
 * A database with the seeds in it. Mail accounts refer to Cloud Providers by a foreign key, in both
 * directions; the name of a Cloud Provider is unique where `uniqueNames` says so.
 *
 * @throws ApiError A seed breaks one of these rules.
 */
export function createState(options: StateOptions): State {
  const cloudProviders: Table<CloudProvider> = createTable(options.now, {
    beforeWrite({ name }, id) {
      const taken = cloudProviders.list().some((other) => other.name === name && other.id !== id);
      if (taken && options.uniqueNames()) throw new ApiError(409, "name must be unique");
    },
    beforeRemove(id) {
      const used = mailAccounts.list().some((account) => account.cloudProviderId === id);
      if (used) throw cloudProviderInUse();
    },
  });
  const mailAccounts: Table<MailAccount> = createTable(options.now, {
    beforeWrite({ cloudProviderId }) {
      if (cloudProviderId === undefined || cloudProviderId === null) return;
      if (!cloudProviders.get(cloudProviderId)) throw noSuchCloudProvider();
    },
  });

  for (const seed of options.cloudProviders) {
    cloudProviders.create({
      service: "Microsoft Azure",
      type: "Outlook365",
      ...cloudProviderDefaults,
      ...seed,
    });
  }
  for (const seed of options.accounts) mailAccounts.create({ ...mailAccountDefaults, ...seed });

  return { cloudProviders, mailAccounts, signedIn: new Set() };
}
