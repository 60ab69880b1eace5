import { isDeepStrictEqual } from "node:util";
import { hashSecret } from "../../simulator/entra/state/secrets.ts";
import { allMailboxes, type SoakMailbox } from "./changes.ts";
import type { InterruptibleStack } from "./engineRun.ts";
import { lookAtForeign, type HandMade } from "./handMade.ts";
import { readState, type KnownState } from "./state.ts";

/** Kinds of what must not be after an interrupted run was brought back. */
export const findingKinds = [
  "duplicate",
  "orphan",
  "missing",
  "foreign change",
  "lost memory",
  "manual step",
  "unfinished",
] as const;

/** Something that must not be. */
export interface Finding {
  readonly kind: (typeof findingKinds)[number];
  /** What is concerned, such as `application`. */
  readonly what: string;
  readonly detail: string;
}

/**
 * Looks at both sides and at the state: whether exactly the wanted objects exist, each known to the state and connected, and whether what
 * people made is as it was.
 *
 * @param before what {@link lookAtForeign} gave before the stack came.
 */
export async function look(
  stack: InterruptibleStack,
  mailboxes: readonly SoakMailbox[],
  handMade: HandMade,
  before: ReadonlyMap<string, unknown>,
): Promise<readonly Finding[]> {
  const state = await readState(stack);
  return [
    ...unknownObjects(stack, state, handMade),
    ...mailboxes.flatMap((mailbox) => missing(stack, state, mailbox)),
    ...removedAccounts(stack, mailboxes, handMade),
    ...foreignChanges(before, lookAtForeign(stack, handMade)),
    ...forgotten(state, mailboxes, handMade),
    ...state.unfinished.map((detail) => ({ kind: "unfinished", what: "state", detail }) as const),
  ];
}

/** What exists and no state knows: a duplicate where there is another one of the same name, else an orphan. */
function unknownObjects(
  { entra, xcally }: InterruptibleStack,
  state: KnownState,
  handMade: HandMade,
): readonly Finding[] {
  const applications = entra.state.applications.filter(
    ({ id, seeded }) => !seeded && id !== handMade.applicationId,
  );
  const principals = entra.state.servicePrincipals.filter(
    ({ id, seeded }) => !seeded && id !== handMade.servicePrincipalId,
  );
  const known = applications.filter(({ id }) => state.ids(/azuread.*:Application$/).has(id));
  return [
    ...strays(
      "application",
      applications.map(({ id, settings }) => ({ id, name: settings.displayName })),
      state.ids(/:Application$/),
    ),
    ...strays(
      "service principal",
      principals.map(({ id, appId }) => ({ id, name: appId })),
      state.ids(/:ServicePrincipal$/),
    ),
    ...strays(
      "consent",
      entra.state.grants
        .filter(({ clientId }) => clientId !== handMade.servicePrincipalId)
        .map(({ id, clientId, resourceId }) => ({ id, name: `${clientId} on ${resourceId}` })),
      state.ids(/:ServicePrincipalDelegatedPermissionGrant$/),
    ),
    // Those of an application that is itself a stray are not counted again. All secrets of an application have one name: a third
    // one is told as an orphan.
    ...known.flatMap(({ settings, passwords }) =>
      strays(
        "secret",
        passwords.map(({ keyId }) => ({ id: keyId, name: `${settings.displayName} ${keyId}` })),
        state.ids(/:ApplicationPassword$/),
      ),
    ),
    ...strays(
      "Cloud Provider",
      xcally.state.cloudProviders
        .list()
        .filter(({ id }) => id !== handMade.cloudProviderId)
        .map(({ id, name }) => ({ id: String(id), name: name.replace(/ \[.*/, "") })),
      state.ids(/xcally:CloudProvider$/),
    ),
  ];
}

function strays(
  what: string,
  found: readonly { readonly id: string; readonly name: string }[],
  known: ReadonlySet<string>,
): readonly Finding[] {
  return found
    .filter(({ id }) => !known.has(id))
    .map(({ id, name }) => ({
      kind: found.some((other) => other.id !== id && other.name === name) ? "duplicate" : "orphan",
      what,
      detail: `${name} (${id})`,
    }));
}

/** Follows a mailbox from its mail account to the secret: what is not there, or not as it should be. */
function missing(
  { entra, xcally }: InterruptibleStack,
  state: KnownState,
  { key, address, displayName = address }: SoakMailbox,
): readonly Finding[] {
  const account = xcally.state.mailAccounts.list().find(({ email }) => email === address);
  const cloudProvider = xcally.state.cloudProviders.get(account?.cloudProviderId ?? 0);
  const application = entra.state.applications.find(({ appId }) => appId === cloudProvider?.clientId);
  const principal = entra.state.servicePrincipals.find(({ appId }) => appId === application?.appId);
  const passwords = application?.passwords.filter(({ keyId }) =>
    state.ids(/:ApplicationPassword$/).has(keyId),
  );
  const secret = passwords?.find(
    ({ secretHash }) => secretHash === hashSecret(cloudProvider?.clientSecret ?? ""),
  );
  const consents = entra.state.grants.filter(({ clientId }) => clientId === principal?.id);
  const claims: readonly (readonly [string, boolean | undefined])[] = [
    ["link to its own Cloud Provider", cloudProvider?.name.startsWith(`${displayName} [`)],
    ["application named after it", application?.settings.displayName === `XCALLY mail ${displayName}`],
    ["service principal", principal && state.ids(/:ServicePrincipal$/).has(principal.id)],
    ["secret in XCALLY that Entra ID accepts", secret !== undefined],
    ["two secrets", passwords?.length === 2],
    ["two consents", consents.length === 2],
  ];
  return claims
    .filter(([, holds]) => holds !== true)
    .map(([what]) => ({ kind: "missing", what, detail: `of mailbox ${key}` }));
}

/** Accounts whose mailbox was removed, and those that never had one, are linked as before. */
function removedAccounts(
  { xcally }: InterruptibleStack,
  mailboxes: readonly SoakMailbox[],
  { cloudProviderId, linkedBefore }: HandMade,
): readonly Finding[] {
  return allMailboxes
    .filter(({ address }) => !mailboxes.some((mailbox) => mailbox.address === address))
    .flatMap(({ address }) => {
      const account = xcally.state.mailAccounts.list().find(({ email }) => email === address);
      const wanted = linkedBefore.includes(address) ? cloudProviderId : null;
      return account?.cloudProviderId === wanted
        ? []
        : [
            {
              kind: "foreign change",
              what: "link of an account without mailbox",
              detail: `${address} has ${account?.cloudProviderId ?? "none"} instead of ${wanted ?? "none"}`,
            } as const,
          ];
    });
}

function foreignChanges(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly Finding[] {
  return [...before]
    .filter(([name, value]) => !isDeepStrictEqual(value, after.get(name)))
    .map(([name, value]) => ({
      kind: "foreign change",
      what: name.replace(/ \S+$/, ""),
      detail: `${name}: ${JSON.stringify(value)} became ${JSON.stringify(after.get(name))}`,
    }));
}

/** What an account had before us must be in state as long as we have it, or nobody could put it back. */
function forgotten(
  { formerLinks }: KnownState,
  mailboxes: readonly SoakMailbox[],
  { cloudProviderId, linkedBefore }: HandMade,
): readonly Finding[] {
  return mailboxes
    .filter(({ address }) => linkedBefore.includes(address))
    .filter(({ address }) => formerLinks.get(address) !== String(cloudProviderId))
    .map(({ address }) => ({
      kind: "lost memory",
      what: "former link of a mail account",
      detail: `${address} had ${cloudProviderId}, state says ${String(formerLinks.get(address))}`,
    }));
}
