import * as pulumi from "@pulumi/pulumi";
import type { ExistingApplication, ExistingGrant, ExistingSecret, Graph } from "../entra/graph.ts";
import type { AdoptedApplication } from "./adoptedApplication.ts";
import { assignmentName, assignmentType, defaultAccess, type Assignee } from "./assignments.ts";
import { consentName } from "./permissions.ts";
import type { RegistrationSubject } from "./registrationSubject.ts";
import type { StackState } from "./stackState.ts";
import type { ResourceServicePrincipal } from "./tenant.ts";

/** What Entra ID has of one registration when a run begins. */
export interface ExistingRegistration {
  /** What the calendar of its secrets follows from, where that is not its name: the key that it had at first. */
  readonly calendarKey?: string;
  /** Object id of an application that the state does not know, to be taken over; undefined when the state has it, or when there is none. */
  readonly applicationObjectId?: string;
  /** Its name, where a run that was cut off has made it. */
  readonly leftName?: string;
  /** When the application was made; undefined where there is none yet. */
  readonly createdDateTime?: string;
  /** Object ids of other applications that carry its tag and that the state does not know. */
  readonly doubles: readonly string[];
  /** Object id of the service principal of an adopted application that the state does not know. */
  readonly servicePrincipalObjectId?: string;
  /** Object id of the service principal that the state knows. */
  readonly knownServicePrincipalObjectId?: string;
  /** Consents for every user that the state does not know, to be taken over, by the resource's object id. */
  readonly consents: ReadonlyMap<string, ExistingGrant>;
  /** Assignments of users that the state does not know, to be taken over: their resource ids by the user's object id. */
  readonly assignments: ReadonlyMap<string, string>;
  /** The client secrets that the application has, those in state too. */
  readonly secrets: readonly ExistingSecret[];
  /** Key ids that the state knows: those in the slots, and that of the secret which XCALLY was given last. */
  readonly secretsInState: { readonly slots: readonly string[]; readonly held: string | undefined };
}

/** Of a registration that Entra ID has nothing of. */
export const nothing: ExistingRegistration = {
  assignments: new Map(),
  consents: new Map(),
  doubles: [],
  secrets: [],
  secretsInState: { slots: [], held: undefined },
};

/** The tag of every application that this project makes, so that one request finds them all. */
export const applicationTag = "xcally-mail-authentication";

/** The tag of the application of one registration, whose marker is in state before the application is made. */
export function markerTag(marker: string): string {
  return `${applicationTag}:${marker}`;
}

const servicePrincipalType = "azuread:index/servicePrincipal:ServicePrincipal";
const secretType = "azuread:index/applicationPassword:ApplicationPassword";
/** The type of a Cloud Provider in state. */
export const cloudProviderType = "pulumi-nodejs:dynamic/xcally:CloudProvider";
const applicationType = "azuread:index/application:Application";
const consentType =
  "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant";

/** The registration's marker, as the state knows it. */
export function markerIn(state: StackState, name: string): string | undefined {
  return state.text("random:index/randomId:RandomId", name, "hex");
}

/** An application that the state knows. */
export interface KnownApplication {
  readonly objectId: string;
  readonly clientId: string;
}

/** Logical name of the registration that has this application in state; undefined when there is none. */
export function ownerOf(state: StackState, objectId: string): string | undefined {
  return state.nameOf(applicationType, "objectId", objectId);
}

/** The registration's application, as the state knows it. */
export function knownApplication(state: StackState, name: string): KnownApplication | undefined {
  const objectId = state.text(applicationType, name, "objectId");
  const clientId = state.text(applicationType, name, "clientId");
  return objectId === undefined || clientId === undefined ? undefined : { objectId, clientId };
}

/** Where {@link findExistingRegistration} looks. */
export interface Sources {
  readonly state: StackState;
  /** The applications that carry {@link applicationTag}. */
  readonly tagged: readonly ExistingApplication[];
  readonly graph: Graph;
  /** The resources on which the stack consents for the tenant. */
  readonly consentsOn: readonly Pick<ResourceServicePrincipal, "appId" | "objectId">[];
  /** The users who are assigned to the application; undefined where none need to be. */
  readonly assignees: readonly Assignee[] | undefined;
}

/**
 * Finds what Entra ID has of a registration.
 *
 * @param adopted the application that the configuration adopts, where the state does not know it yet.
 * @throws RunError when two applications carry its tag.
 */
export async function findExistingRegistration(
  { name, label }: RegistrationSubject,
  adopted: AdoptedApplication | undefined,
  { state, tagged, graph, consentsOn, assignees }: Sources,
): Promise<ExistingRegistration> {
  const known = knownApplication(state, name)?.objectId;
  const mine = applicationsWith(markerIn(state, name), tagged);
  const left = known === undefined && adopted === undefined ? leftBehind(label, mine) : undefined;
  const id = known ?? adopted?.objectId ?? left?.objectId;
  if (id === undefined) return nothing;
  const application = tagged.find(({ objectId }) => objectId === id) ?? (await graph.application(id));
  // Lists and copies lag: what the azuread provider has just read is there.
  if (application === undefined) return { ...nothing, ...takenOver(adopted) };
  const knownServicePrincipal = state.text(servicePrincipalType, name, "objectId");
  const missing = consentsOn.filter(
    (resource) => state.text(consentType, consentName(name, resource), "id") === undefined,
  );
  const grants = missing.length === 0 ? [] : await graph.grantsOf(application.clientId);
  const unassigned = (assignees ?? []).filter(
    ({ userPrincipalName }) =>
      state.text(assignmentType, assignmentName(name, userPrincipalName), "id") === undefined,
  );
  const assignments = unassigned.length === 0 ? [] : await graph.assignmentsOf(application.clientId);
  const consents = grants.filter(
    ({ consentType, resourceId }) =>
      consentType === "AllPrincipals" && missing.some(({ objectId }) => objectId === resourceId),
  );
  return {
    ...(known === undefined ? { applicationObjectId: id } : {}),
    ...takenOver(adopted),
    ...(left === undefined ? {} : { leftName: left.displayName }),
    createdDateTime: application.createdDateTime,
    ...(knownServicePrincipal === undefined ? {} : { knownServicePrincipalObjectId: knownServicePrincipal }),
    consents: new Map(consents.map((consent) => [consent.resourceId, consent])),
    assignments: new Map(
      assignments
        .filter(({ appRoleId }) => appRoleId === defaultAccess)
        .map(({ id, principalId, resourceId }) => [
          principalId,
          `/servicePrincipals/${resourceId}/appRoleAssignedTo/${id}`,
        ]),
    ),
    doubles: mine.map(({ objectId }) => objectId).filter((objectId) => objectId !== id),
    secrets: application.secrets,
    secretsInState: {
      slots: [0, 1].flatMap((slot) => state.text(secretType, `${name}-${slot}`, "keyId") ?? []),
      held: state.text(cloudProviderType, name, "secretKeyId"),
    },
  };
}

/** What is taken over of an application that people have made. */
export function takenOver(
  adopted: AdoptedApplication | undefined,
): Pick<ExistingRegistration, "applicationObjectId" | "servicePrincipalObjectId"> {
  if (adopted === undefined) return {};
  const { objectId, servicePrincipalObjectId } = adopted;
  return {
    applicationObjectId: objectId,
    ...(servicePrincipalObjectId === undefined ? {} : { servicePrincipalObjectId }),
  };
}

function applicationsWith(
  marker: string | undefined,
  tagged: readonly ExistingApplication[],
): readonly ExistingApplication[] {
  return marker === undefined ? [] : tagged.filter(({ tags }) => tags.includes(markerTag(marker)));
}

function leftBehind(label: string, mine: readonly ExistingApplication[]): ExistingApplication | undefined {
  if (mine.length > 1) {
    const ids = mine.map(({ objectId }) => objectId).join(" and ");
    throw new pulumi.RunError(
      `The applications with the object ids ${ids} carry the tag of mailbox ${label}, but only one can be its own. ` +
        `Delete the copies in Entra ID and run pulumi up again.`,
    );
  }
  return mine[0];
}
