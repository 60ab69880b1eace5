import type { Directory } from "../../state/directory.ts";
import type { Application, PasswordCredential } from "../../state/entities.ts";
import type { GraphVersion } from "../graphContext.ts";
import type { WireObject } from "../query/queryOptions.ts";
import { formatDateTime } from "./dateTime.ts";

/** Writes an application as Graph does. */
export function writeApplication(
  application: Application,
  directory: Directory,
  version: GraphVersion,
): WireObject {
  const { oauth2RequirePostResponse, ...settings } = application.settings;
  return {
    id: application.id,
    deletedDateTime: application.deletedDateTime ? formatDateTime(application.deletedDateTime) : null,
    appId: application.appId,
    applicationTemplateId: null,
    disabledByMicrosoftStatus: null,
    createdDateTime: formatDateTime(application.createdDateTime),
    publisherDomain: directory.tenant.domain,
    samlMetadataUrl: null,
    tokenEncryptionKeyId: null,
    uniqueName: null,
    defaultRedirectUri: null,
    certification: null,
    requestSignatureVerification: null,
    servicePrincipalLockConfiguration: null,
    addIns: [],
    keyCredentials: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: "Allow" },
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    ...settings,
    info: { ...settings.info, logoUrl: null },
    web: {
      ...settings.web,
      redirectUriSettings: settings.web.redirectUris.map((uri) => ({ uri, index: null })),
    },
    passwordCredentials: application.passwords.map((credential) => writePassword(credential)),
    ...(version === "beta" ? { oauth2RequirePostResponse } : {}),
  };
}

/**
 * Writes a secret as Graph does.
 *
 * @param secretText The secret itself, only in the answer to the request that made it.
 */
export function writePassword(credential: PasswordCredential, secretText: string | null = null): WireObject {
  return {
    customKeyIdentifier: null,
    displayName: credential.displayName,
    endDateTime: formatDateTime(credential.endDateTime),
    hint: credential.hint,
    keyId: credential.keyId,
    secretText,
    startDateTime: formatDateTime(credential.startDateTime),
  };
}
