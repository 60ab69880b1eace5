import type { AppRole, PermissionScope, PublishedApi } from "./entities.ts";

/** Client id of Microsoft Graph, the same in every tenant. */
export const microsoftGraphAppId = "00000003-0000-0000-c000-000000000000";

/** Client id of Office 365 Exchange Online, the same in every tenant. */
export const exchangeOnlineAppId = "00000002-0000-0ff1-ce00-000000000000";

/** The tenant in which Microsoft registers its own applications. */
export const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/** Microsoft Graph with some of its permissions; the ids are the real ones. */
export const microsoftGraph: PublishedApi = {
  displayName: "Microsoft Graph",
  names: [microsoftGraphAppId, "https://graph.microsoft.com", "https://canary.graph.microsoft.com"],
  scopes: [
    scope(
      "652390e4-393a-48de-9484-05f9b1212954",
      "IMAP.AccessAsUser.All",
      "Read and write access to mailboxes via IMAP",
    ),
    scope(
      "d7b7f2d9-0f45-4ea1-9d42-e50810c06991",
      "POP.AccessAsUser.All",
      "Read and write access to mailboxes via POP",
    ),
    scope("258f6531-6087-4cc4-bb90-092c5fb3ed3f", "SMTP.Send", "Send emails from mailboxes using SMTP AUTH"),
    scope("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User.Read", "Sign in and read user profile"),
    scope("37f7f235-527c-4136-accd-4a02d197296e", "openid", "Sign users in"),
    scope("14dad69e-099b-42c9-810b-d002981feec1", "profile", "View users' basic profile"),
    scope("64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", "email", "View users' email address"),
    scope(
      "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
      "offline_access",
      "Maintain access to data you have given it access to",
    ),
    scope("570282fd-fa5c-430d-a7fd-fc8dc98a9dca", "Mail.Read", "Read user mail"),
    scope("e383f46e-2787-4529-855e-0e479a3ffac0", "Mail.Send", "Send mail as a user"),
  ],
  unlistedScopes: [],
  roles: [
    role(
      "18a4783c-866b-4cc7-a460-3d5e5662c884",
      "Application.ReadWrite.OwnedBy",
      "Manage apps that this app creates or owns",
    ),
    role(
      "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
      "Application.ReadWrite.All",
      "Read and write all applications",
    ),
    role("9a5d68dd-52b0-4cc2-bd40-abcf3ac3a30c", "Application.Read.All", "Read all applications"),
    role(
      "8e8e4742-1d95-4f68-9d56-6ee75648c72a",
      "DelegatedPermissionGrant.ReadWrite.All",
      "Manage all delegated permission grants",
    ),
    role(
      "06b708a9-e830-4db3-a914-8e69da51d44f",
      "AppRoleAssignment.ReadWrite.All",
      "Manage app permission grants and app role assignments",
    ),
    role("7ab1d382-f21e-4acd-a863-ba3e13f7da61", "Directory.Read.All", "Read directory data"),
    role("19dbc75e-c2e2-444c-a770-ec69d8559fc7", "Directory.ReadWrite.All", "Read and write directory data"),
    role("df021288-bdef-4463-88db-98f22de89214", "User.Read.All", "Read all users' full profiles"),
  ],
};

/**
 * Office 365 Exchange Online.
 *
 * @param listsMailScopes Whether it lists the delegated permissions for IMAP, POP and SMTP. Their ids on this API are
 *   not published; the ones here are made up, as a reader must look them up anyway. Sign-ins for them work either way.
 */
export function exchangeOnline(listsMailScopes: boolean): PublishedApi {
  const mailScopes = [
    scope(
      "8a8a1b62-5d7a-4a0e-9d52-0f6c0c5b7d01",
      "IMAP.AccessAsUser.All",
      "Read and write access to mailboxes via IMAP",
    ),
    scope(
      "8a8a1b62-5d7a-4a0e-9d52-0f6c0c5b7d02",
      "POP.AccessAsUser.All",
      "Read and write access to mailboxes via POP",
    ),
    scope("8a8a1b62-5d7a-4a0e-9d52-0f6c0c5b7d03", "SMTP.Send", "Send emails from mailboxes using SMTP AUTH"),
  ];
  return {
    displayName: "Office 365 Exchange Online",
    names: [
      exchangeOnlineAppId,
      "https://outlook.office365.com",
      "https://outlook.office.com",
      "https://ps.outlook.com",
    ],
    scopes: [
      scope(
        "3b5f3d61-589b-4a3c-a359-5dd4b5ee5bd5",
        "EWS.AccessAsUser.All",
        "Access mailboxes via Exchange Web Services",
      ),
      ...(listsMailScopes ? mailScopes : []),
    ],
    unlistedScopes: listsMailScopes ? [] : mailScopes.flatMap(({ value }) => value ?? []),
    roles: [
      role(
        "dc890d15-9560-4a4c-9b7f-a736ec74ec40",
        "full_access_as_app",
        "Use Exchange Web Services with full access to all mailboxes",
      ),
    ],
  };
}

function scope(id: string, value: string, title: string): PermissionScope {
  return {
    id,
    value,
    type: "User",
    isEnabled: true,
    adminConsentDisplayName: title,
    adminConsentDescription: `Allows the app to: ${title}, on behalf of the signed-in user.`,
    userConsentDisplayName: title,
    userConsentDescription: `Allows the app to: ${title}, on your behalf.`,
  };
}

function role(id: string, value: string, title: string): AppRole {
  return {
    id,
    value,
    displayName: title,
    description: `Allows the app to: ${title}, without a signed-in user.`,
    allowedMemberTypes: ["Application"],
    isEnabled: true,
  };
}
