import type { AccessTokenClaims } from "./accessToken.ts";

/** What the deployer must be allowed to do. */
export interface NeededRights {
  /** Whether it consents for the whole tenant. */
  readonly consents: boolean;
  /** Whether it assigns users to applications. */
  readonly assigns: boolean;
}

/** One thing that the deployer must be allowed to do, and what allows it. */
export interface Right {
  /** What for: a clause. */
  readonly purpose: string;
  /** Application permissions on Microsoft Graph of which one is enough; the least of them first. */
  readonly oneOf: readonly string[];
}

const registers: Right = {
  purpose: "register applications",
  oneOf: ["Application.ReadWrite.OwnedBy", "Application.ReadWrite.All", "Directory.ReadWrite.All"],
};
const consents: Right = {
  purpose: "consent for the tenant",
  oneOf: ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"],
};

const assigns: readonly Right[] = [
  {
    purpose: "look users up",
    oneOf: ["User.ReadBasic.All", "User.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"],
  },
  { purpose: "assign users to applications", oneOf: ["AppRoleAssignment.ReadWrite.All"] },
];

/** Application permissions with which any application may be changed, whoever owns it. */
const changesAll = registers.oneOf.slice(1);

/**
 * Roles of people that are enough for everything here, by their template ids, which are the same in every tenant
 * (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
 */
const directoryRoles: ReadonlyMap<string, string> = new Map([
  ["62e90394-69f5-4237-9190-012177145e10", "Global Administrator"],
  ["9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator"],
  ["158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator"],
]);

/** What an application's token lacks, of what the stack needs. */
export function missingRights({ roles }: AccessTokenClaims, needed: NeededRights): readonly Right[] {
  const rights = [registers, ...(needed.consents ? [consents] : []), ...(needed.assigns ? assigns : [])];
  return rights.filter(({ oneOf }) => !oneOf.some((role) => roles.includes(role)));
}

/** Whether an application may change only the applications that it owns. */
export function isLimitedToOwned({ roles }: AccessTokenClaims): boolean {
  return !changesAll.some((role) => roles.includes(role));
}

/** The first of a person's roles that is enough for everything here; undefined where the token names none. */
export function sufficientRole(claims: AccessTokenClaims): string | undefined {
  return claims.directoryRoles
    .map((id) => directoryRoles.get(id.toLowerCase()))
    .find((name) => name !== undefined);
}
