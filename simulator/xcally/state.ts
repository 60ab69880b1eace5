import { cloudProviderDefaults, mailAccountDefaults } from "./entities.ts";
import type { CloudProvider, MailAccount, Settable } from "./entities.ts";
import { ApiError, cloudProviderInUse, noSuchCloudProvider } from "./errors.ts";
import { createSignIns } from "./signIn/signIns.ts";
import type { SignIns } from "./signIn/signIns.ts";
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
  /** Who has signed in for which Cloud Provider. */
  readonly signIns: SignIns;
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
 * directions; the name of a Cloud Provider is unique where `uniqueNames` says so. A Cloud Provider that is deleted or gets another client
 * id forgets its sign-in: it was one for another application.
 *
 * @throws ApiError A seed breaks one of these rules.
 */
export function createState(options: StateOptions): State {
  const signIns = createSignIns();
  const cloudProviders: Table<CloudProvider> = createTable(options.now, {
    beforeWrite({ name, clientId }, id) {
      const taken = cloudProviders.list().some((other) => other.name === name && other.id !== id);
      if (taken && options.uniqueNames()) throw new ApiError(409, "name must be unique");
      if (id !== undefined && clientId !== undefined && clientId !== cloudProviders.get(id)?.clientId)
        signIns.forget(id);
    },
    beforeRemove(id) {
      const used = mailAccounts.list().some((account) => account.cloudProviderId === id);
      if (used) throw cloudProviderInUse();
      signIns.forget(id);
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

  return { cloudProviders, mailAccounts, signIns };
}
