import { changedInputs, compare, inRole, type Group } from "./groups.ts";
import { guardChangeOf } from "./guards.ts";
import { code } from "./markdown.ts";
import type { Step } from "./preview.ts";
import type { Situation } from "./situation.ts";
import { textOf, textsOf } from "./values.ts";

/**
 * What changes, in words. These are the only values of properties that the summary shows, and none of them is secret: names, redirect URIs,
 * audience, permissions, ids and addresses of mail accounts, ids of Cloud Providers, days. Of everything else only the property's name is told.
 */
export function factsOf(group: Group, { linked, unlinked }: Situation): readonly string[] {
  return [
    ...linked.map((account) => `links the mail account ${code(account)}`),
    ...unlinked.map(({ account, previous }) => {
      const after = previous === undefined ? "user and password" : `the Cloud Provider ${code(previous)}`;
      return `lets go of the mail account ${code(account)}, which had ${after} before`;
    }),
    ...inRole(group, "association")
      .filter((step) => step.op === "update" && changedInputs(step).includes("cloudProviderId"))
      .map(({ urn }) => `links the mail account ${code(urn.name)} to another Cloud Provider`),
    ...inRole(group, "association").flatMap(renameFacts),
    ...group.movedAway.map(({ urn }) => `hands over the mail account ${code(urn.name)}`),
    ...inRole(group, "application").flatMap(applicationFacts),
    ...inRole(group, "consent").flatMap(consentFacts),
    ...inRole(group, "cloudProvider").flatMap(cloudProviderFacts),
    ...inRole(group, "assignment").flatMap((step) => assignmentFacts(step, group.key)),
    ...inRole(group, "servicePrincipal").flatMap(servicePrincipalFacts),
    ...inRole(group, "command").flatMap((step) => commandFacts(step, group.key)),
    ...guardFacts(group),
  ];
}

/** A link has its mailbox's key and address, as messages name them. */
function renameFacts({ op, old, new: wanted }: Step): readonly string[] {
  const [before, after] = [textOf(old?.inputs, "mailbox"), textOf(wanted?.inputs, "mailbox")];
  if (op !== "update" || before === undefined || after === undefined || before === after) return [];
  return [`is called ${code(after)} instead of ${code(before)}`];
}

function applicationFacts(step: Step): readonly string[] {
  const { op, old, new: wanted } = step;
  if (op === "create") return ["registers an application in Entra ID"];
  if (op === "import") return ["takes over an application of Entra ID's as it is"];
  if (op === "replace") return ["replaces the application in Entra ID"];
  if (op === "delete") {
    return old?.retainOnDelete === true
      ? ["leaves the application in Entra ID"]
      : ["deletes the application in Entra ID, which keeps it for 30 days"];
  }
  return changedInputs(step).map((name) => {
    const [before, after] = [applicationValue(old, name), applicationValue(wanted, name)];
    return changed(`the application's ${applicationWords[name] ?? code(name)}`, before, after);
  });
}

const applicationWords: Readonly<Record<string, string>> = {
  displayName: "name",
  signInAudience: "audience",
  web: "redirect URI",
  requiredResourceAccesses: "permissions",
};

function applicationValue(state: Step["old"], name: string): string | undefined {
  if (name === "displayName" || name === "signInAudience") return textOf(state?.inputs, name);
  return name === "web" ? textOf(state?.inputs, "web", "redirectUris", 0) : undefined;
}

function consentFacts(step: Step): readonly string[] {
  const { op, old, new: wanted, urn } = step;
  // With the application they come and go.
  if (op !== "update" && op !== "replace") return [];
  const resource = urn.name.endsWith("-exchange-online") ? "Office 365 Exchange Online" : "Microsoft Graph";
  const names = (state: Step["old"]) => textsOf(state?.inputs, "claimValues")?.toSorted(compare).join(" ");
  const [before, after] = [names(old), names(wanted)];
  return before === after && after !== undefined
    ? []
    : [changed(`the consent on ${resource}`, before, after)];
}

function servicePrincipalFacts(step: Step): readonly string[] {
  if (step.op !== "update" || !changedInputs(step).includes("appRoleAssignmentRequired")) return [];
  const isRequired = step.new?.inputs["appRoleAssignmentRequired"] === true;
  return [isRequired ? "lets nobody else sign in" : "lets every user of the audience sign in"];
}

function guardFacts({ guards }: Group): readonly string[] {
  const { isProtected, isRetained } = guardChangeOf(guards);
  return [
    ...(isProtected === undefined
      ? []
      : [isProtected ? "is protected: its removal is refused" : "is protected no more"]),
    ...(isRetained === undefined
      ? []
      : [isRetained ? "is left in place when it is removed" : "is deleted when it is removed"]),
  ];
}

/** An assignment is named after its registration and the user. */
function assignmentFacts({ op, urn }: Step, key = "shared"): readonly string[] {
  const user = code(urn.name.slice(key.length + 1));
  if (op === "delete") return [`takes the right to sign in from ${user}`];
  return op === "create" || op === "import" ? [`lets ${user} sign in`] : [];
}

/** The command of people's is named after the mailbox, those of Exchange after it and their script. */
function commandFacts({ op, urn }: Step, key: string | undefined): readonly string[] {
  if (op === "delete") return [];
  const script = key === undefined ? undefined : urn.name.slice(key.length + 1);
  return [script ? `runs the Exchange command ${code(script)}` : "runs the `changeCommand`"];
}

function cloudProviderFacts(step: Step): readonly string[] {
  const { op, old, new: wanted } = step;
  const adopted = textOf(wanted?.inputs, "adopt", "id");
  if (op === "create") {
    return [
      adopted === undefined
        ? "makes a Cloud Provider in XCALLY"
        : `takes over the Cloud Provider ${code(adopted)} of XCALLY in place`,
    ];
  }
  if (op === "delete") {
    return [
      old?.retainOnDelete === true
        ? "leaves the Cloud Provider in XCALLY"
        : "deletes the Cloud Provider in XCALLY",
    ];
  }
  return changedInputs(step)
    .filter((name) => !saidElsewhere.includes(name))
    .map((name) => {
      const value = (state: Step["old"]) => (name === "name" ? textOf(state?.inputs, name) : undefined);
      return changed(
        `the Cloud Provider's ${name === "name" ? name : code(name)}`,
        value(old),
        value(wanted),
      );
    });
}

/** Inputs of a Cloud Provider that the effect, a warning or the application's facts tell of. */
const saidElsewhere = [
  "mailbox",
  "clientId",
  "clientSecret",
  "secretKeyId",
  "secretExpires",
  "redirectUri",
  "marker",
  "adopt",
];

function changed(what: string, before: string | undefined, after: string | undefined): string {
  if (after === undefined) return `changes ${what}`;
  return `changes ${what}${before === undefined ? "" : ` from ${code(before)}`} to ${code(after)}`;
}
