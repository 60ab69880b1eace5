import { changesGuards } from "./guards.ts";
import type { Preview, Step, Urn } from "./preview.ts";

const mailboxType = "xcally:index:MailboxAuthentication";
const applicationType = "xcally:index:MailApplication";
const stackType = "xcally:index:ModernAuthentication";

/** Operations that change nothing but what stands in {@link changesGuards}. */
const quiet = ["same", "read", "refresh", "read-replacement", "discard", "discard-replaced"];

/** What the resources of a group are. */
const roles = {
  application: "azuread:index/application:Application",
  servicePrincipal: "azuread:index/servicePrincipal:ServicePrincipal",
  secret: "azuread:index/applicationPassword:ApplicationPassword",
  consent: "azuread:index/servicePrincipalDelegatedPermissionGrant:ServicePrincipalDelegatedPermissionGrant",
  cloudProvider: "pulumi-nodejs:dynamic/xcally:CloudProvider",
  account: "pulumi-nodejs:dynamic/xcally:MailAccount",
  association: "pulumi-nodejs:dynamic/xcally:MailAccountAssociation",
  assignment: "azuread:index/appRoleAssignment:AppRoleAssignment",
  command: "command:local:Command",
} as const;

/** What a resource is to a mailbox. */
export type Role = keyof typeof roles;

/** What the preview will do for one mailbox, or for the registration that all of them share. */
export interface Group {
  /** Key of the mailbox; undefined for the shared registration. */
  readonly key: string | undefined;
  /** Its steps that change something. */
  readonly changes: readonly Step[];
  /** Associations that were this mailbox's and go to another one. */
  readonly movedAway: readonly Step[];
  /** Its steps that change how it is guarded against a removal; most of them change nothing else. */
  readonly guards: readonly Step[];
}

/** Everything that a preview says, by whom it concerns. */
export interface Groups {
  /** By key, the shared registration first. Without those that nothing happens to. */
  readonly changed: readonly Group[];
  /** How many mailboxes of the configuration stay as they are. */
  readonly unchanged: number;
  /** Steps that concern no mailbox but the stack, such as the connection to XCALLY. */
  readonly ofStack: readonly Step[];
}

/** Whose a resource is: a mailbox's key, `shared`, or undefined for the stack's own. */
type Owner = { readonly key: string } | "shared" | undefined;

/** Sorts the steps of a preview by mailbox. */
export function groupSteps({ steps, mailboxes }: Preview): Groups {
  const changes = new Map<string, Step[]>();
  const moved = new Map<string, Step[]>();
  const guards = new Map<string, Step[]>();
  const ofStack: Step[] = [];
  for (const step of steps.toSorted((one, other) => compare(one.urn.text, other.urn.text))) {
    const owner = ownerOf(step.urn, step.new?.parent ?? step.old?.parent);
    if (isStructure(step.urn)) continue;
    if (owner === undefined) {
      if (changesSomething(step)) ofStack.push(step);
      continue;
    }
    if (changesGuards(step)) push(guards, idOf(owner), step);
    const before = step.old === undefined ? owner : ownerOf(step.urn, step.old.parent);
    // A link that only changes its mailbox's name is that of a renamed mailbox.
    const isMoved = is(step, "association") && changedInputs(step).includes("cloudProviderId");
    if (before !== undefined && idOf(before) !== idOf(owner) && isMoved) {
      push(moved, idOf(before), step);
    }
    if (!quiet.includes(step.op)) push(changes, idOf(owner), step);
  }
  const ids = [...new Set([...changes.keys(), ...moved.keys(), ...guards.keys()])].sort(compare);
  const changed = ids.map((id) => ({
    key: id === sharedId ? undefined : id,
    changes: changes.get(id) ?? [],
    movedAway: moved.get(id) ?? [],
    guards: guards.get(id) ?? [],
  }));
  return { changed, unchanged: [...mailboxes.keys()].filter((key) => !ids.includes(key)).length, ofStack };
}

/** Whether an `up` would change something by this step, in the world or in how it is guarded. */
export function changesSomething(step: Step): boolean {
  return !quiet.includes(step.op) || changesGuards(step);
}

/** The mailbox that a diagnostic is about by its resource; undefined where that is the stack or all mailboxes. */
export function mailboxOf(urn: Urn): string | undefined {
  return urn.type === mailboxType || (urn.type === applicationType && urn.types.includes(mailboxType))
    ? urn.name
    : undefined;
}

/** Steps of a group in a role. */
export function inRole({ changes }: Group, role: Role): readonly Step[] {
  return changes.filter((step) => is(step, role));
}

/** Names of the inputs that a step changes. */
export function changedInputs(step: Step): readonly string[] {
  const [before, after] = [step.old?.inputs ?? {}, step.new?.inputs ?? {}];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !name.startsWith("__") && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .sort(compare);
}

/** The order of texts by their code units: the same on every machine. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** No key of a mailbox, which has lower-case letters, digits and hyphens; sorts before all of them. */
const sharedId = "";

function idOf(owner: NonNullable<Owner>): string {
  return owner === "shared" ? sharedId : owner.key;
}

function is({ urn }: Step, role: Role): boolean {
  return urn.type === roles[role];
}

/** Components only hold others together. */
function isStructure({ type }: Urn): boolean {
  return type.startsWith("xcally:index:") || type === "pulumi:pulumi:Stack";
}

/** A component's resources are named after their mailbox's key, but for the mail account's. */
function ownerOf(urn: Urn, parent: string | undefined): Owner {
  if (!urn.types.includes(mailboxType)) {
    return urn.types.includes(stackType) && urn.type !== stackType ? "shared" : undefined;
  }
  if (urn.type === mailboxType || urn.type === applicationType) return { key: urn.name };
  const [, , , ...name] = (parent ?? "").split("::");
  return name.length === 0 ? undefined : { key: name.join("::") };
}

function push(map: Map<string, Step[]>, id: string, step: Step): void {
  map.set(id, [...(map.get(id) ?? []), step]);
}
