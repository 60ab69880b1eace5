/**
 * The delegated permissions that mail needs, by name, and the two links in which names become scopes.
 *
 * A permission is declared on the application under Microsoft Graph, but the token that opens a mailbox is one
 * for Exchange Online (`https://outlook.office.com`). Microsoft's own pages disagree on whether consent given
 * under Graph covers that token, so consent is sought for both: see {@link adminConsentUrl}.
 */

/** A resource (an API) that permissions belong to. */
export interface PermissionResource {
  /** The resource's application id, the same in every tenant. */
  readonly appId: string;
  readonly name: string;
}

/** The resources that mail permissions are granted on. Their service principals differ from tenant to tenant. */
export const resources = {
  microsoftGraph: { appId: "00000003-0000-0000-c000-000000000000", name: "Microsoft Graph" },
  exchangeOnline: { appId: "00000002-0000-0ff1-ce00-000000000000", name: "Office 365 Exchange Online" },
} as const satisfies Readonly<Record<string, PermissionResource>>;

/**
 * Ids of the delegated permissions on Microsoft Graph, by name; they are the same in every tenant.
 * Ids on Exchange Online are not published: look them up by name in the `oauth2PermissionScopes` of its service
 * principal at run time, and expect that a tenant's service principal does not list them.
 */
export const graphPermissionIds = {
  "IMAP.AccessAsUser.All": "652390e4-393a-48de-9484-05f9b1212954",
  "POP.AccessAsUser.All": "d7b7f2d9-0f45-4ea1-9d42-e50810c06991",
  "SMTP.Send": "258f6531-6087-4cc4-bb90-092c5fb3ed3f",
  offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
  openid: "37f7f235-527c-4136-accd-4a02d197296e",
  profile: "14dad69e-099b-42c9-810b-d002981feec1",
  email: "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
  "User.Read": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
} as const;

/** The name of a delegated permission in the catalogue. */
export type PermissionName = keyof typeof graphPermissionIds;

/** Every name of the catalogue, in its order. */
export const permissionNames = Object.keys(graphPermissionIds) as readonly PermissionName[];

/** Permissions of OpenID Connect, which a sign-in may ask for although the application does not declare them. */
export function isAskedAtSignIn(name: PermissionName): boolean {
  return name === "openid" || name === "profile" || name === "email";
}

/** The mail protocols, in the order in which their permissions are listed. */
export const protocols = ["imap", "pop", "smtp"] as const;

/** A mail protocol that XCALLY uses for a mailbox. */
export type Protocol = (typeof protocols)[number];

const protocolPermission = {
  imap: "IMAP.AccessAsUser.All",
  pop: "POP.AccessAsUser.All",
  smtp: "SMTP.Send",
} as const satisfies Readonly<Record<Protocol, PermissionName>>;

/**
 * The permissions that a mailbox with these protocols needs, and no others, in the catalogue's order:
 * - one for each protocol;
 * - `offline_access`, without which there is no refresh token and a person must sign in again every hour;
 * - `openid` and `email`, because the mail token cannot ask Graph who signed in: the id token must say it.
 *
 * `profile` and `User.Read` are left out: a name and a directory entry serve no mail protocol.
 */
export function mailPermissions(used: readonly Protocol[]): readonly PermissionName[] {
  return [...protocolPermissions(used), "offline_access", "openid", "email"];
}

/** Of {@link mailPermissions} those that exist on Exchange Online too: one for each protocol. */
export function protocolPermissions(used: readonly Protocol[]): readonly PermissionName[] {
  return protocols.filter((protocol) => used.includes(protocol)).map((name) => protocolPermission[name]);
}

/** Whether the permission is one of a mail protocol, and so one that Exchange Online may list. */
export function isProtocolPermission(permission: PermissionName): boolean {
  return Object.values<PermissionName>(protocolPermission).includes(permission);
}

/** The scope that asks for a permission on Exchange Online, such as `https://outlook.office.com/SMTP.Send`. */
export function outlookScope(permission: string): string {
  return `https://outlook.office.com/${permission}`;
}

/** The scopes that a sign-in for these protocols asks for: those of the mail token, and a refresh token. */
export function outlookScopes(used: readonly Protocol[]): readonly string[] {
  return [...protocolPermissions(used).map(outlookScope), "offline_access"];
}

/** Arguments of {@link adminConsentUrl}. */
export interface AdminConsentArgs {
  /** The tenant whose administrator consents: its id, one of its domains, or `organizations`. */
  readonly tenantId: string;
  readonly clientId: string;
  /** Where the browser is sent afterwards; must be registered on the application. */
  readonly redirectUri: string;
  /** Full scopes, such as {@link outlookScopes} gives. */
  readonly scopes: readonly string[];
}

/**
 * The page on which an administrator consents for the whole tenant, to exactly the scopes named, in Microsoft's public cloud.
 * Form: https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function adminConsentUrl(args: AdminConsentArgs): string {
  const url = new URL(`https://login.microsoftonline.com/${args.tenantId}/v2.0/adminconsent`);
  const query = { client_id: args.clientId, scope: args.scopes.join(" "), redirect_uri: args.redirectUri };
  // As Microsoft's examples write a space; a literal plus is already %2B at this point.
  url.search = new URLSearchParams(query).toString().replaceAll("+", "%20");
  return url.href;
}
