import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { exchangeOnlineAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import type { MailClient } from "./mailClient.ts";

/** What was consented to for a client: its grants by the API, `exchange` or `graph`. */
export function grantsOf({ state }: EntraSimulator, { principalId: client }: MailClient): unknown {
  const exchange = state.servicePrincipals.find(({ appId }) => appId === exchangeOnlineAppId);
  const grants = state.grants.filter(({ clientId }) => clientId === client);
  return Object.fromEntries(
    grants.map(({ resourceId, consentType, principalId, scope }) => [
      resourceId === exchange?.id ? "exchange" : "graph",
      { consentType, principalId, scope },
    ]),
  );
}
