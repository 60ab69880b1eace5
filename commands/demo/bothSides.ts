import type { Simulators } from "../../simulator/start.ts";
import { table } from "../table.ts";

/** What exists on both sides, as read from the stand-ins; comparable with `isDeepStrictEqual`. */
export function bothSides({ entra, xcally }: Simulators) {
  const { applications, servicePrincipals, grants } = entra.state;
  return {
    applications: applications.map(({ id }) => id),
    servicePrincipals: servicePrincipals.map(({ id }) => id),
    grants: grants.map(({ id }) => id),
    cloudProviders: xcally.state.cloudProviders.list().map(({ id }) => id),
    links: xcally.state.mailAccounts.list().map(({ id, cloudProviderId }) => ({ id, cloudProviderId })),
  };
}

/** What {@link bothSides} reads. */
export type BothSides = ReturnType<typeof bothSides>;

/** One entry for each mail account: what it signs in with, followed from XCALLY into Entra ID. */
export function connections({ entra, xcally }: Simulators) {
  const { applications, servicePrincipals, grants } = entra.state;
  return xcally.state.mailAccounts.list().map((account) => {
    const cloudProvider = xcally.state.cloudProviders.get(account.cloudProviderId ?? 0);
    const principal = servicePrincipals.find(({ appId }) => appId === cloudProvider?.clientId);
    return {
      account,
      cloudProvider,
      application: applications.find(({ appId }) => appId === cloudProvider?.clientId),
      principal,
      consentedOn: grants
        .filter(({ clientId }) => clientId === principal?.id)
        .map(
          ({ resourceId }) =>
            servicePrincipals.find(({ id }) => id === resourceId)?.publishedApi?.displayName ?? resourceId,
        )
        .toSorted(),
    };
  });
}

/** The connections as a table for people. */
export function connectionTable(simulators: Simulators): string {
  return table(
    connections(simulators).map(({ account, cloudProvider, application, consentedOn }) => ({
      "mail account": account.email,
      "Cloud Provider": cloudProvider ? `${cloudProvider.id} ${cloudProvider.name}` : "(none)",
      application: application?.settings.displayName ?? "",
      "secrets end":
        application?.passwords.map(({ endDateTime }) => endDateTime.toISOString().slice(0, 10)).join(", ") ??
        "",
      "consented on": consentedOn.join(", "),
    })),
  );
}
