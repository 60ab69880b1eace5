import type { CloudProvider, Settable } from "./entities.ts";
import type { MailProtocol } from "./signIn/scopes.ts";

/**
 * How this server differs from others. Every switch is read anew for each request, so a test may turn it
 * at run time: `simulator.switches.maskSecrets = "stars"`.
 */
export interface Switches {
  /** The body of a list: `{count, rows}`, or a bare array with a `Content-Range` header. */
  listShape: "countRows" | "bareArray";
  /** Answer lists with 206 instead of 200. */
  partialContent: boolean;
  /** What answers show in place of a secret: the secret, eight stars, no such field, or null. */
  maskSecrets: "no" | "stars" | "omit" | "null";
  /** Add fields that no client ever wrote, one of which is different at every reading. */
  extraFields: boolean;
  /** The most rows in one page, whatever `limit` and `nolimit` ask for; undefined sets no such bound. */
  maxPageSize: number | undefined;
  /** Milliseconds to wait before a request is looked at. */
  latencyMs: number;
  /** Refuse requests with 429 while so many others wait for their answer; undefined sets no such bound. */
  maxInFlight: number | undefined;
  /** Refuse requests with 429 when so many others came within a second; undefined sets no such bound. */
  maxPerSecond: number | undefined;
  /**
   * Where an API key is taken. "query" is `?apikey=KEY`; "header" is both `Authorization: Bearer KEY` and
   * `apikey: KEY`. XCALLY's pages name no header, so the stand-in takes the two likely forms.
   */
  apiKeyIn: readonly ("header" | "query")[];
  /** Refuse a second Cloud Provider of the same name. */
  uniqueNames: boolean;
  /** The API's names of a Cloud Provider's fields, where they differ from `defaultCloudProviderFields`. */
  cloudProviderFields: Partial<CloudProviderFieldNames>;
  /**
   * A field of a Cloud Provider that says whether a person has signed in for it (`state.signIns`), true or false; undefined where
   * the server shows none. No public page names one.
   */
  signedInField: string | undefined;
  /** The field of a mail account that holds the id of its Cloud Provider. */
  associationField: string;
  /** Paths below `/api`, where they differ from `defaultRoutes`. */
  routes: Partial<Routes>;
  /** Where Entra ID sends people back to, from the server's root. */
  callbackPath: string;
  /**
   * What a mail account fetches and sends with, by its address, where that is not IMAP and SMTP. The form on the vendor's page has no
   * field for it.
   */
  accountProtocols: Readonly<Record<string, readonly MailProtocol[]>>;
}

/** A name for each field of a Cloud Provider that a client may set. */
export type CloudProviderFieldNames = Record<keyof Settable<CloudProvider>, string>;

/** Paths below `/api`, each starting with a slash. */
export interface Routes {
  readonly cloudProviders: string;
  readonly mailAccounts: string;
  /** Below a Cloud Provider: where its sign-in begins. */
  readonly authenticate: string;
}

/** The names that this project assumes; no public page shows them. */
export const defaultCloudProviderFields: CloudProviderFieldNames = {
  name: "name",
  service: "service",
  type: "type",
  clientId: "clientId",
  clientSecret: "clientSecret",
  tenantId: "tenantId",
  redirectUri: "redirectUri",
};

/** The paths that this project assumes; no public page shows them. */
export const defaultRoutes: Routes = {
  cloudProviders: "/cloudProviders",
  mailAccounts: "/mail/accounts",
  authenticate: "/authenticate",
};

/** A server that behaves as the public integrations with XCALLY expect. */
export const defaultSwitches: Readonly<Switches> = {
  listShape: "countRows",
  partialContent: false,
  maskSecrets: "no",
  extraFields: false,
  maxPageSize: undefined,
  latencyMs: 0,
  maxInFlight: undefined,
  maxPerSecond: undefined,
  apiKeyIn: ["header", "query"],
  uniqueNames: true,
  cloudProviderFields: {},
  signedInField: undefined,
  associationField: "CloudProviderId",
  routes: {},
  // As for the sign-in with Google, of which the vendor has a page: /api/auth/google/callback.
  callbackPath: "/api/auth/azure/callback",
  accountProtocols: {},
};
