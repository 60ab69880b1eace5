import { randomUUID } from "node:crypto";
import { defaultApplicationSettings, defaultServicePrincipalSettings } from "./defaults.ts";
import type { Directory } from "./directory.ts";
import type { FederatedCredential, PublishedApi, ServicePrincipal } from "./entities.ts";
import { exchangeOnline, exchangeOnlineAppId, microsoftGraph, microsoftGraphAppId } from "./microsoftApis.ts";
import { momentAfter } from "./moment.ts";
import { plantPeople } from "./people.ts";
import type { People } from "./people.ts";
import { hashSecret, newSecret } from "./secrets.ts";

/** The identity that the deployment runs as. */
export interface Deployer {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Object id of its service principal. */
  readonly objectId: string;
}

/** What is said of a federated credential of the deployer. */
export type FederatedCredentialSeed = Omit<FederatedCredential, "audience"> &
  Partial<Pick<FederatedCredential, "audience">>;

/** What a fresh directory holds; made once, so that a reset brings back the same ids and the same secret. */
export interface Seed {
  readonly deployer: Deployer;
  readonly deployerRoles: readonly string[];
  readonly federatedCredentials: readonly FederatedCredential[];
  readonly applicationId: string;
  readonly people: People;
  readonly apis: readonly { readonly objectId: string; readonly appId: string; readonly api: PublishedApi }[];
}

/** Chooses ids and the deployer's secret. */
export function createSeed(
  people: People,
  deployerRoles: readonly string[],
  exchangeListsMailScopes: boolean,
  federatedCredentials: readonly FederatedCredentialSeed[],
): Seed {
  return {
    deployer: {
      clientId: "b1d5c1a4-6f0e-4f43-8a57-2f6f5f1f9c01",
      clientSecret: newSecret(),
      objectId: randomUUID(),
    },
    deployerRoles,
    federatedCredentials: federatedCredentials.map((credential) => ({
      audience: "api://AzureADTokenExchange",
      ...credential,
    })),
    applicationId: randomUUID(),
    people,
    apis: [
      { objectId: randomUUID(), appId: microsoftGraphAppId, api: microsoftGraph },
      { objectId: randomUUID(), appId: exchangeOnlineAppId, api: exchangeOnline(exchangeListsMailScopes) },
    ],
  };
}

/** Empties the directory and fills it with the seed. */
export function plant(directory: Directory, seed: Seed): void {
  const { applications, servicePrincipals, grants, assignments } = directory;
  for (const collection of [applications, servicePrincipals, grants, assignments]) collection.clear();

  plantPeople(directory, seed.people);
  for (const { objectId, appId, api } of seed.apis) {
    servicePrincipals.set(objectId, { ...seededPrincipal(directory, objectId, appId), publishedApi: api });
  }

  const { clientId, clientSecret, objectId } = seed.deployer;
  const now = directory.now();
  applications.set(seed.applicationId, {
    ...seededObject(directory, seed.applicationId),
    appId: clientId,
    settings: { ...defaultApplicationSettings("Deployer"), signInAudience: "AzureADMyOrg" },
    passwords: [
      {
        keyId: randomUUID(),
        displayName: "deployer",
        hint: clientSecret.slice(0, 3),
        secretHash: hashSecret(clientSecret),
        startDateTime: now,
        // Far enough for tests that turn the clock by years.
        endDateTime: new Date(now.getTime() + 100 * 365 * 24 * 60 * 60 * 1000),
        knownFrom: momentAfter(now, 0),
        flakyRequests: 0,
        requests: 0,
      },
    ],
    federatedCredentials: seed.federatedCredentials,
    listedFrom: momentAfter(now, 0),
  });
  servicePrincipals.set(objectId, {
    ...seededPrincipal(directory, objectId, clientId),
    graphRoles: seed.deployerRoles,
  });
}

function seededObject(directory: Directory, id: string) {
  const now = directory.now();
  return {
    id,
    createdDateTime: now,
    deletedDateTime: undefined,
    replicatedFrom: momentAfter(now, 0),
    seeded: true,
    owners: new Set<string>(),
  };
}

function seededPrincipal(directory: Directory, id: string, appId: string): ServicePrincipal {
  return {
    ...seededObject(directory, id),
    appId,
    settings: defaultServicePrincipalSettings,
    publishedApi: undefined,
    graphRoles: [],
    deletedWithApplication: false,
  };
}
