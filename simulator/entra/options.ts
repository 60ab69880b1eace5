import type { CertificateAuthority } from "../shared/certificateAuthority.ts";
import type { OtherTenantSeed, SharedMailboxSeed, UserSeed } from "./peopleOptions.ts";
import type { FederatedCredentialSeed } from "./state/seed.ts";
import type { EntraSwitches } from "./switches.ts";

/** How the stand-in of Entra ID starts. Switches may be changed later; see `startSwitches` for their defaults. */
export interface EntraOptions extends Partial<EntraSwitches> {
  /** Port of the https listener, which serves the cloud's metadata. Defaults to 0: a free one. */
  readonly port?: number;
  /** Port of the http listener, which serves sign-in and Graph. Defaults to 0: a free one. */
  readonly httpPort?: number;
  /** Signs the https listener's certificate. Defaults to a new authority; `caFile` has what to trust. */
  readonly authority?: CertificateAuthority;
  /** The tenant's GUID. Defaults to {@link defaultTenantId}. */
  readonly tenantId?: string;
  /** The tenant's domain. Defaults to `contoso.onmicrosoft.com`. */
  readonly tenantName?: string;
  /** The clock, read anew each time: of creation dates, of when secrets end, of tokens. Defaults to the real one. */
  readonly now?: () => Date;
  /**
   * Whether the service principal of Office 365 Exchange Online lists the delegated permissions for IMAP, POP and
   * SMTP. Microsoft's own writers contradict each other on whether it does. Defaults to true.
   */
  readonly exchangeListsMailScopes?: boolean;
  /** How many objects a list answers at once when the request has no `$top`. Defaults to 100. */
  readonly pageSize?: number;
  /** Application permissions on Microsoft Graph that the deployer has. Defaults to {@link leastPrivilege}. */
  readonly deployerRoles?: readonly string[];
  /**
   * Whose tokens the deployer may show in place of its secret; `audience` defaults to `api://AzureADTokenExchange`.
   * Defaults to none.
   */
  readonly federatedCredentials?: readonly FederatedCredentialSeed[];
  /** The people in the directory. Defaults to three, of whom one is an administrator. */
  readonly users?: readonly UserSeed[];
  /** Mailboxes that several people share. Defaults to none. */
  readonly sharedMailboxes?: readonly SharedMailboxSeed[];
  /** Tenants that exist beside this one. Defaults to none. */
  readonly otherTenants?: readonly OtherTenantSeed[];
}

/** The tenant's GUID unless another is given; the same at every start, so that a development stack can name it. */
export const defaultTenantId = "5f0e7f8a-3c61-4d8e-9b52-d1a4c7e60b13";

/** What a deployer needs and no more: applications of its own, and delegated grants. */
export const leastPrivilege: readonly string[] = [
  "Application.ReadWrite.OwnedBy",
  "DelegatedPermissionGrant.ReadWrite.All",
];
