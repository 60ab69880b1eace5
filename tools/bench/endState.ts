import { isDeepStrictEqual } from "node:util";
import { hashSecret } from "../../simulator/entra/state/secrets.ts";
import type { World } from "./world.ts";

/**
 * What the servers have of each mailbox, read back from them, without what is different by nature: ids, markers and the secrets themselves. Of
 * those it is told whether everything fits together.
 */
export function readBack({ simulators, mailboxes }: World) {
  const { entra, xcally } = simulators;
  return mailboxes.map(({ accountId, activeSlot, endDates }) => {
    const account = xcally.state.mailAccounts.get(accountId);
    const cloudProvider = xcally.state.cloudProviders.get(account?.cloudProviderId ?? 0);
    const application = entra.state.applications.find(({ appId }) => appId === cloudProvider?.clientId);
    const principal = entra.state.servicePrincipals.find(({ appId }) => appId === application?.appId);
    const secret = application?.passwords.find(
      ({ secretHash }) => secretHash === hashSecret(cloudProvider?.clientSecret ?? ""),
    );
    const withoutMarker = (text: string | undefined) => text?.replace(/[0-9a-f]{16}/, "MARKER");
    return {
      application: application && {
        displayName: application.settings.displayName,
        signInAudience: application.settings.signInAudience,
        redirectUris: application.settings.web.redirectUris.map((uri) => uri.replace(xcally.url, "")),
        requiredResourceAccess: sorted(
          application.settings.requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
            resourceAppId,
            resourceAccess: sorted(resourceAccess),
          })),
        ),
        tags: sorted(application.settings.tags.map(withoutMarker)),
      },
      secrets: sorted(
        application?.passwords.map(({ displayName, endDateTime }) => ({
          displayName: withoutMarker(displayName ?? ""),
          endDateTime: endDateTime.toISOString(),
        })) ?? [],
      ),
      consents: sorted(
        entra.state.grants
          .filter(({ clientId }) => clientId === principal?.id)
          .map(({ resourceId, consentType, scope }) => ({
            resource: entra.state.servicePrincipals.find(({ id }) => id === resourceId)?.appId,
            consentType,
            scope: (scope ?? "").trim().split(" ").toSorted().join(" "),
          })),
      ),
      cloudProvider: cloudProvider && {
        name: withoutMarker(cloudProvider.name),
        service: cloudProvider.service,
        type: cloudProvider.type,
        tenantId: cloudProvider.tenantId,
        hasActiveSecret: secret?.endDateTime.getTime() === Date.parse(endDates[activeSlot]),
      },
    };
  });
}

/**
 * Compares what the two systems have made.
 *
 * @throws Error with the first mailbox that differs, or of which neither has made all: then they have not done the same work, or none.
 */
export function requireSameEnd(left: World, right: World): void {
  const [ours, theirs] = [readBack(left), readBack(right)];
  const key = (index: number) => left.mailboxes[index]?.key ?? "";
  const text = (value: unknown) => JSON.stringify(value, undefined, 2);
  ours.forEach((one, index) => {
    if (isDeepStrictEqual(one, theirs[index])) return;
    throw new Error(
      `The two systems have not made the same of mailbox ${key(index)}:\n${text(one)}\n${text(theirs[index])}`,
    );
  });
  ours.forEach((one, index) => {
    if (one.cloudProvider?.hasActiveSecret === true && one.consents.length > 0) return;
    throw new Error(`Neither system has made all of mailbox ${key(index)}:\n${text(one)}`);
  });
  for (const { simulators, mailboxes } of [left, right]) {
    const made = simulators.entra.state.applications.filter(({ seeded }) => !seeded).length;
    if (made === mailboxes.length) continue;
    throw new Error(`There are ${made} applications for ${mailboxes.length} mailboxes.`);
  }
}

/** @throws Error when a system has left something behind. */
export function requireNothingLeft({ simulators, mailboxes }: World): void {
  const { entra, xcally } = simulators;
  const left = [
    ...entra.state.applications.filter(({ seeded }) => !seeded).map(({ settings }) => settings.displayName),
    ...xcally.state.cloudProviders.list().map(({ name }) => name),
    ...mailboxes
      .filter(({ accountId }) => xcally.state.mailAccounts.get(accountId)?.cloudProviderId !== null)
      .map(({ address }) => address),
  ];
  if (left.length > 0) throw new Error(`A destroy has left behind: ${left.join(", ")}`);
}

function sorted<Item>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), "en"));
}
