import { changedInputs, inRole, type Group } from "./groups.ts";
import type { Preview, Step } from "./preview.ts";
import { textOf } from "./values.ts";

/** What is going on with a mailbox, as far as its steps show it. */
export interface Situation {
  /** Who signs in; undefined where the preview does not say, and for the registration that all mailboxes share. */
  readonly signInUser: string | undefined;
  /** Mail accounts that get linked, as the stack names them: by their address, or `account-12`. */
  readonly linked: readonly string[];
  /** Mail accounts whose link goes. */
  readonly unlinked: readonly Unlinked[];
  /** Whether its mail account is linked to another Cloud Provider than before. */
  readonly hasOtherCloudProvider: boolean;
  /** What happens to its own Cloud Provider. */
  readonly cloudProvider: "stays" | "made" | "adopted" | "updated" | "replaced" | "goes";
  /** Whether XCALLY gets another application, so that nobody is signed in any more. */
  readonly hasNewApplication: boolean;
  /** Whether XCALLY gets another secret. */
  readonly hasNewSecret: boolean;
  /** Whether what goes is left in place. */
  readonly isRetained: boolean;
}

/** A mail account whose link goes. */
export interface Unlinked {
  readonly account: string;
  /** Id of the Cloud Provider that it had before the stack; undefined for user and password. */
  readonly previous: string | undefined;
}

/** Reads the situation of a mailbox from its steps. */
export function situationOf(group: Group, { mailboxes }: Preview): Situation {
  const associations = inRole(group, "association");
  const made = associations.filter(({ op }) => op === "create");
  const gone = associations.filter(({ op }) => op === "delete");
  // The same account under another name: by its id instead of by its address.
  const namedById = made.map((step) => accountIdOf(group, step));
  const unlinked = gone.filter((step) => !namedById.includes(textOf(step.old?.inputs, "accountId") ?? ""));
  const linked = made.filter(
    (step) => !gone.some(({ old }) => textOf(old?.inputs, "accountId") === accountIdOf(group, step)),
  );
  const cloudProviders = inRole(group, "cloudProvider");
  const updated = cloudProviders.filter(({ op }) => op === "update").flatMap(changedInputs);
  const going = group.changes.filter(({ op }) => op === "delete");
  return {
    signInUser:
      mailboxes.get(group.key ?? "")?.signInUser ??
      gone.flatMap(({ old }) => textOf(old?.inputs, "accountAddress") ?? [])[0],
    linked: linked.map(({ urn }) => urn.name),
    unlinked: unlinked.map(({ urn, old }) => ({
      account: urn.name,
      previous: textOf(old?.outputs, "previousCloudProviderId"),
    })),
    hasOtherCloudProvider: associations.some(
      (step) => step.op === "update" && changedInputs(step).includes("cloudProviderId"),
    ),
    cloudProvider: fateOf(cloudProviders),
    hasNewApplication:
      inRole(group, "application").some(({ op }) => op === "replace") ||
      updated.includes("clientId") ||
      updated.includes("tenantId"),
    hasNewSecret: updated.includes("secretKeyId") || updated.includes("clientSecret"),
    isRetained: going.length > 0 && gone.every(({ old }) => old?.retainOnDelete === true),
  };
}

function fateOf(steps: readonly Step[]): Situation["cloudProvider"] {
  const of = (op: string) => steps.find((step) => step.op === op);
  const made = of("create");
  if (of("replace") !== undefined || (made !== undefined && of("delete") !== undefined)) return "replaced";
  if (made !== undefined) return made.new?.inputs["adopt"] === undefined ? "made" : "adopted";
  if (of("delete") !== undefined) return "goes";
  return of("update") === undefined ? "stays" : "updated";
}

/** Id of the mail account that a new link names by its id; undefined for one that it names by its address. */
function accountIdOf(group: Group, { urn }: Step): string | undefined {
  const account = inRole(group, "account").find((step) => step.urn.name === urn.name);
  return textOf(account?.new?.inputs, "account", "id");
}
