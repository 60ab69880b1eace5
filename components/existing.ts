import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import type { ApplicationMode, ConsentMode } from "../config/options.ts";
import type { SecretSettings } from "../config/rotation.ts";
import type { ExistingApplication, Graph } from "../entra/graph.ts";
import type { PermissionName } from "../entra/permissions.ts";
import {
  requireKeptSecret,
  requireSameApplication,
  requireUnownedApplication,
  requireUnownedCloudProvider,
} from "./adoptionRefusals.ts";
import { sayAdoption } from "./adoptionMessages.ts";
import { findAdoptedApplication, type AdoptedApplication } from "./adoptedApplication.ts";
import {
  applicationTag,
  findExistingRegistration,
  knownApplication,
  markerIn,
  nothing,
  takenOver,
  type ExistingRegistration,
} from "./existingRegistration.ts";
import { calendarKeyOf, findRenames, requireOwnKeys, stateOf, type KnownSubject } from "./knownMailboxes.ts";
import type { OpenedStack } from "./openStack.ts";
import { consentResources } from "./permissions.ts";
import { permissionsOf, subjects, type RegistrationSubject } from "./registrationSubject.ts";
import { sayRedirectUriChange } from "./redirectUriWarning.ts";
import { readSecretRules, sayRefusedSecrets } from "./secretPolicyWarning.ts";
import { requireUnprotected } from "./requireUnprotected.ts";
import { findSignInUsers, saySharedSignIn, sayUnrestricted, type Assignees } from "./signInUsers.ts";
import type { StackState } from "./stackState.ts";
import { finishApplication, sayConsents, sayDoubles } from "./takeOver.ts";
import type { Tenant } from "./tenant.ts";

/** The part of the configuration that decides what is looked for. */
export interface ExistingArgs {
  readonly mailboxes: readonly Mailbox[];
  readonly application: ApplicationMode;
  readonly consent: ConsentMode;
  readonly additionalPermissions: readonly PermissionName[];
  readonly applicationNamePrefix: string;
  readonly redirectUri: string;
  readonly restrictToMailboxUser: boolean;
  readonly secret: SecretSettings;
  readonly today: Date;
  /** Name of the site, in a program of several. Defaults to none. */
  readonly site?: string;
}

/** What there is already when a run begins. */
export interface Existing {
  /** What Entra ID has of the registration of this logical name. */
  of(name: string): ExistingRegistration;
  /** The only users who may sign in to a registration's application; undefined where every user may. */
  readonly assignees: Assignees | undefined;
  /** Keys that mailboxes had before, by their new ones: their resources are renamed, not replaced. */
  readonly formerKeys: ReadonlyMap<string, string>;
  /** Undefined where the deployer's way of signing in allows no look-ups, or where Graph fails in this run. */
  readonly graph: Graph | undefined;
  /**
   * Whether replaced secrets are this program's to remove, in this run or a later one. It follows from the way of signing in alone: the state
   * remembers it of each secret, and one that both this program and the azuread provider remove fails the run.
   */
  readonly tidiesUp: boolean;
  /** The site that it is of, in a program of several. */
  readonly site?: string;
}

/**
 * Looks at what there is before anything is declared: what runs that were cut off have left in Entra ID, and what the
 * configuration adopts. Says in words what is taken over, in a preview too. Changes nothing but the temporary name of an
 * application that a cut-off run left unfinished, and not in a preview.
 *
 * @throws RunError one sentence: an adopted application is not there, or it is not clear which one was left.
 */
export async function lookUpExisting(
  args: ExistingArgs,
  tenant: Tenant,
  opening: Promise<OpenedStack>,
): Promise<Existing> {
  try {
    return await lookUp(args, tenant, await opening);
  } catch (error) {
    if (error instanceof pulumi.RunError) throw error;
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
}

async function lookUp(
  args: ExistingArgs,
  tenant: Tenant,
  { state, graph: opened }: OpenedStack,
): Promise<Existing> {
  const asDeployer = tenant.deployer === undefined ? {} : { provider: tenant.deployer };
  requireOwnKeys(args.mailboxes, state);
  const formerKeys = findRenames(args.mailboxes, state);
  const wanted = subjects(args.application, args.mailboxes);
  requireUnprotected(args.mailboxes, wanted, formerKeys, state);
  const all = wanted.map((subject) => ({ subject, state: stateOf(state, subject, formerKeys) }));
  saySharedSignIn(wanted);
  sayRedirectUriChange(all, args.redirectUri);
  const [{ graph, tagged }, rules, assignees] = await Promise.all([
    taggedApplications(opened, all),
    opened && readSecretRules(opened),
    args.restrictToMailboxUser ? findSignInUsers(args.mailboxes, all, asDeployer) : undefined,
  ]);
  if (args.restrictToMailboxUser) sayUnrestricted(wanted);
  const consentsOn = args.consent === "tenant" ? consentResources(tenant) : [];
  const found = await Promise.all(
    all.map(async ({ subject, state }) => {
      requireKeptSecret(subject, args.today, state);
      requireUnownedCloudProvider(subject, state);
      const adopted = await adoptedBy(subject, args, state, asDeployer);
      sayAdoption(subject, adopted, state, args.today);
      const calendarKey = calendarKeyOf(subject, state, formerKeys);
      if (graph === undefined)
        return [subject.name, { ...nothing, ...takenOver(adopted), calendarKey }] as const;
      const existing = await findExistingRegistration(subject, adopted, {
        state,
        tagged,
        graph,
        consentsOn,
        assignees: assignees?.(subject),
      });
      sayDoubles(subject, existing);
      sayConsents(subject, existing, permissionsOf(subject, args.additionalPermissions), tenant);
      await finishApplication(subject, existing, args.applicationNamePrefix, graph);
      return [subject.name, { ...existing, calendarKey }] as const;
    }),
  );
  const byName = new Map<string, ExistingRegistration>(found);
  if (rules !== undefined) sayRefusedSecrets(wanted, byName, rules, args);
  return {
    graph,
    tidiesUp: opened !== undefined,
    assignees,
    formerKeys,
    of: (name) => byName.get(name) ?? nothing,
    ...(args.site === undefined ? {} : { site: args.site }),
  };
}

/**
 * The applications of this project. Where Graph does not answer, a stack whose applications are all in state does without: nothing can have
 * been left behind then but secrets.
 */
async function taggedApplications(
  graph: Graph | undefined,
  all: readonly KnownSubject[],
): Promise<{ readonly graph: Graph | undefined; readonly tagged: readonly ExistingApplication[] }> {
  // Without a marker in state no earlier run can have made anything.
  const isNew = all.every(({ subject, state }) => markerIn(state, subject.name) === undefined);
  if (isNew || graph === undefined) return { graph, tagged: [] };
  try {
    return { graph, tagged: await graph.applicationsTagged(applicationTag) };
  } catch (error) {
    if (all.some(({ subject, state }) => knownApplication(state, subject.name) === undefined)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    void pulumi.log.warn(
      `${reason} So replaced secrets stay until a later run, and those of others are not told.`,
    );
    return { graph: undefined, tagged: [] };
  }
}

/** The application that the configuration adopts, as long as the state does not know it. */
async function adoptedBy(
  subject: RegistrationSubject,
  { additionalPermissions, redirectUri }: ExistingArgs,
  state: StackState,
  asDeployer: pulumi.InvokeOptions,
): Promise<AdoptedApplication | undefined> {
  const { adopt, label, name } = subject;
  if (adopt === undefined) return undefined;
  const known = knownApplication(state, name);
  if (known !== undefined) {
    requireSameApplication(adopt, known, label);
    return undefined;
  }
  const permissions = permissionsOf(subject, additionalPermissions);
  const adopted = await findAdoptedApplication(adopt, { label, redirectUri, permissions }, asDeployer);
  if (adopted !== undefined) requireUnownedApplication(adopted.objectId, label, state);
  return adopted;
}
