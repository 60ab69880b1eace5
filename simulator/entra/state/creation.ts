import { randomUUID } from "node:crypto";
import { defaultServicePrincipalSettings } from "./defaults.ts";
import type { Directory } from "./directory.ts";
import type {
  Application,
  ApplicationSettings,
  DirectoryObject,
  PasswordCredential,
  ServicePrincipal,
} from "./entities.ts";
import { momentAfter } from "./moment.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/** A secret in the only moment in which its value is known. */
export interface NewPassword {
  readonly credential: PasswordCredential;
  readonly secret: string;
}

/** How a new application becomes known. */
export interface ApplicationReplication {
  /** Until other requests see it. */
  readonly delayMs: number;
  /** From then on until lists have it. */
  readonly listDelayMs: number;
}

/** Adds an application. */
export function createApplication(
  directory: Directory,
  settings: ApplicationSettings,
  owners: Iterable<string>,
  { delayMs, listDelayMs }: ApplicationReplication,
): Application {
  const application: Application = {
    ...newObject(directory, owners, delayMs),
    appId: randomUUID(),
    settings,
    passwords: [],
    federatedCredentials: [],
    listedFrom: momentAfter(directory.now(), delayMs + listDelayMs),
  };
  directory.applications.set(application.id, application);
  return application;
}

/** Adds a service principal for an application of this tenant; a grant can name it after `delayMs`. */
export function createServicePrincipal(
  directory: Directory,
  appId: string,
  owners: Iterable<string>,
  delayMs: number,
): ServicePrincipal {
  const principal: ServicePrincipal = {
    ...newObject(directory, owners, delayMs),
    appId: appId.toLowerCase(),
    settings: defaultServicePrincipalSettings,
    publishedApi: undefined,
    graphRoles: [],
    deletedWithApplication: false,
  };
  directory.servicePrincipals.set(principal.id, principal);
  return principal;
}

/** How a new secret becomes known to the token endpoint. */
export interface SecretReplication {
  readonly delayMs: number;
  /** How many requests meet a server that knows it only every other time. */
  readonly flakyRequests: number;
}

/** Makes a secret. Validity as given is not checked here. */
export function newPassword(
  directory: Directory,
  wanted: { readonly displayName: string | null; readonly startDateTime: Date; readonly endDateTime: Date },
  { delayMs, flakyRequests }: SecretReplication,
): NewPassword {
  const secret = newSecret();
  return {
    secret,
    credential: {
      ...wanted,
      keyId: randomUUID(),
      hint: secret.slice(0, 3),
      secretHash: hashSecret(secret),
      knownFrom: momentAfter(directory.now(), delayMs),
      flakyRequests,
      requests: 0,
    },
  };
}

function newObject(directory: Directory, owners: Iterable<string>, delayMs: number): DirectoryObject {
  return {
    id: randomUUID(),
    createdDateTime: directory.now(),
    deletedDateTime: undefined,
    replicatedFrom: momentAfter(directory.now(), delayMs),
    seeded: false,
    owners: new Set([...owners].map((owner) => owner.toLowerCase())),
  };
}
