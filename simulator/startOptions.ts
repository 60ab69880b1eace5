import type { FederatedCredentialSeed, SharedMailboxSeed, UserSeed } from "./entra/index.ts";

/** Loopback ports; 0 takes a free one. */
export interface Ports {
  /** https: the cloud's metadata, which the azuread provider asks first. */
  readonly entraMetadata: number;
  /** http: sign-in and Microsoft Graph. */
  readonly entra: number;
  /** http: XCALLY's REST API. */
  readonly xcally: number;
  /** With TLS: Exchange Online's mail servers, where they are started. Defaults to free ones. */
  readonly mail?: { readonly imap: number; readonly pop3: number; readonly smtp: number };
}

/** The ports of `npm run simulator`, so that a stack's configuration can name them. */
export const fixedPorts: Ports = {
  entraMetadata: 9443,
  entra: 9081,
  xcally: 9080,
  mail: { imap: 9993, pop3: 9995, smtp: 9587 },
};

/** How the stand-ins start. */
export interface SimulatorOptions {
  /** The clock of Entra ID and XCALLY, read anew each time, so that a test can turn it. Defaults to the real one. */
  readonly now?: () => Date;
  /** Application permissions on Microsoft Graph that the deployer has. Defaults to the least that the stack needs. */
  readonly deployerRoles?: readonly string[];
  /** Whose tokens the deployer may show in place of its secret. Defaults to none. */
  readonly federatedCredentials?: readonly FederatedCredentialSeed[];
  /** Whether mail servers start too, which needs Dovecot: see `findDovecot`. Defaults to false. */
  readonly mail?: boolean;
  /** The people, who have a mailbox each. Defaults to those of a small company. */
  readonly users?: readonly UserSeed[];
  /** Defaults to one, in which one of the people may read and send. */
  readonly sharedMailboxes?: readonly SharedMailboxSeed[];
}
