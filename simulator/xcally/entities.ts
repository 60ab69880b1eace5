/** What the stand-in stores, free of the names that the API gives to things (those are in `fields.ts`). */

/** What every stored record has; the server sets all of it. */
export interface Entity {
  /** Counts up from 1 and is never given twice, not even after a delete. */
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** The registration of an application of Entra ID in XCALLY. */
export interface CloudProvider extends Entity {
  readonly name: string;
  /** "Microsoft Azure" on the vendor's page. */
  readonly service: string;
  /** "Outlook365" on the vendor's page. */
  readonly type: string;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly tenantId: string | null;
  readonly redirectUri: string | null;
}

/** A mail account, with the fields of the form in XCALLY's pages. */
export interface MailAccount extends Entity {
  readonly name: string;
  /** At most 5 characters. */
  readonly key: string;
  /** The address that mail is sent from. */
  readonly email: string;
  readonly listId: number | null;
  readonly active: boolean;
  /** "Gmail", "Yahoo", "Hotmail", "Outlook365" or "Custom". */
  readonly service: string;
  readonly imapHost: string | null;
  readonly imapPort: number | null;
  readonly smtpHost: string | null;
  readonly smtpPort: number | null;
  readonly authentication: boolean;
  readonly user: string | null;
  readonly password: string | null;
  readonly ssl: boolean;
  readonly acceptAnyCertificate: boolean;
  readonly markAsUnread: boolean;
  readonly description: string | null;
  /** The Cloud Provider that the account signs in with; null means user and password. */
  readonly cloudProviderId: number | null;
}

/** What a field of a record can hold. */
export type Value = string | number | boolean | null;

/** The fields of a record that a client may set. */
export type Settable<Row extends Entity> = Omit<Row, keyof Entity>;

/** What a record gets where a create leaves a field out, as the columns of the database have it. */
export const cloudProviderDefaults: Omit<Settable<CloudProvider>, "name" | "service" | "type"> = {
  clientId: null,
  clientSecret: null,
  tenantId: null,
  redirectUri: null,
};

/** What a record gets where a create leaves a field out, as the columns of the database have it. */
export const mailAccountDefaults: Omit<Settable<MailAccount>, "name" | "key" | "email"> = {
  listId: null,
  active: true,
  service: "Custom",
  imapHost: null,
  imapPort: null,
  smtpHost: null,
  smtpPort: null,
  authentication: true,
  user: null,
  password: null,
  ssl: true,
  acceptAnyCertificate: false,
  markAsUnread: false,
  description: null,
  cloudProviderId: null,
};
