import type { User } from "../../state/entities.ts";
import type { WireObject } from "../query/queryOptions.ts";

/** Writes a user as Graph does: the properties that it answers unless others are selected. */
export function writeUser(user: User): WireObject {
  return {
    businessPhones: [],
    displayName: user.displayName,
    givenName: null,
    jobTitle: null,
    mail: user.mail,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: user.userPrincipalName,
    id: user.id,
  };
}

/**
 * Writes the properties that Graph answers only where they are selected, of which the azuread provider reads these.
 *
 * @param accountEnabled whether the user may sign in.
 */
export function writeSelectable(user: User, accountEnabled: boolean): WireObject {
  return {
    accountEnabled,
    employeeId: null,
    mailNickname: user.mail.split("@")[0],
    onPremisesImmutableId: null,
    onPremisesSamAccountName: null,
    onPremisesUserPrincipalName: null,
    usageLocation: null,
    userType: "Member",
  };
}
