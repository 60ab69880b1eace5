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
