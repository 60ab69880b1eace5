import type { DirectoryObject } from "../state/entities.ts";
import type { Caller } from "./graphContext.ts";
import { forbidden } from "./graphError.ts";

const changesAll = ["Application.ReadWrite.All", "Directory.ReadWrite.All"];
const changesOwned = "Application.ReadWrite.OwnedBy";

/** Application permissions with which applications and service principals may be read; each suffices, for all of them. */
const readsApplications = [...changesAll, changesOwned, "Application.Read.All", "Directory.Read.All"];

const changesGrants = ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"];
const readsGrants = [...changesGrants, "Directory.Read.All"];
const readsUsers = [
  "User.ReadBasic.All",
  "User.Read.All",
  "User.ReadWrite.All",
  "Directory.Read.All",
  "Directory.ReadWrite.All",
];

const changesAssignments = ["AppRoleAssignment.ReadWrite.All"];
const readsAssignments = [
  ...changesAssignments,
  "Application.Read.All",
  "Application.ReadWrite.All",
  "Directory.Read.All",
  "Directory.ReadWrite.All",
];

const readsPolicies = ["Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"];

/** @throws GraphError 403 unless the caller may read applications and service principals. */
export function requireReadApplications(caller: Caller): void {
  requireOneOf(caller, readsApplications);
}

/** @throws GraphError 403 unless the caller may create applications. */
export function requireCreateApplications(caller: Caller): void {
  requireOneOf(caller, [...changesAll, changesOwned]);
}

/** @throws GraphError 403 unless the caller may change this application or service principal. */
export function requireChange(caller: Caller, object: Pick<DirectoryObject, "owners">): void {
  if (hasOneOf(caller, changesAll)) return;
  if (caller.roles.includes(changesOwned) && object.owners.has(caller.id)) return;
  throw forbidden();
}

/** Whether the caller may change only what it owns, and so becomes the owner of what it creates. */
export function isLimitedToOwned(caller: Caller): boolean {
  return caller.roles.includes(changesOwned) && !hasOneOf(caller, changesAll);
}

/** @throws GraphError 403 unless the caller may read delegated permission grants. */
export function requireReadGrants(caller: Caller): void {
  requireOneOf(caller, readsGrants);
}

/** @throws GraphError 403 unless the caller may create, change and delete delegated permission grants. */
export function requireChangeGrants(caller: Caller): void {
  requireOneOf(caller, changesGrants);
}

/** @throws GraphError 403 unless the caller may read who is assigned to applications. */
export function requireReadAssignments(caller: Caller): void {
  requireOneOf(caller, readsAssignments);
}

/** @throws GraphError 403 unless the caller may assign users to applications. */
export function requireChangeAssignments(caller: Caller): void {
  requireOneOf(caller, changesAssignments);
}

/** @throws GraphError 403 unless the caller may read users. */
export function requireReadUsers(caller: Caller): void {
  requireOneOf(caller, readsUsers);
}

/** @throws GraphError 403 unless the caller may read the tenant's policies. */
export function requireReadPolicies(caller: Caller): void {
  requireOneOf(caller, readsPolicies);
}

function requireOneOf(caller: Caller, roles: readonly string[]): void {
  if (!hasOneOf(caller, roles)) throw forbidden();
}

function hasOneOf(caller: Caller, roles: readonly string[]): boolean {
  return roles.some((role) => caller.roles.includes(role));
}
