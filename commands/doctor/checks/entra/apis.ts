import { resources } from "../../../../entra/permissions.ts";
import { fail, type Finding } from "../../finding.ts";
import type { Directory } from "./directory.ts";

/** An API of the tenant's that mailboxes are opened by. */
export interface Api {
  readonly appId: string;
  readonly name: string;
  /** Object id of its service principal in this tenant. */
  readonly objectId: string;
}

/** The APIs on which permissions are declared and consented. */
export interface Apis {
  readonly microsoftGraph: Api | undefined;
  readonly exchangeOnline: Api | undefined;
  /** Ids of the delegated permissions that Exchange Online lists in this tenant, by name; none where it does not list them. */
  readonly onExchange: ReadonlyMap<string, string>;
}

/** Whether the tenant has Microsoft Graph and Exchange Online, and what the latter lists. */
export async function readApis({
  inspection,
}: Directory): Promise<{ readonly findings: readonly Finding[]; readonly apis: Apis }> {
  const { microsoftGraph, exchangeOnline } = resources;
  const find = async ({ appId, name }: { readonly appId: string; readonly name: string }) => {
    const principal = await inspection.principal(appId);
    return principal && { appId, name, objectId: principal.id };
  };
  const [graph, exchange, onExchange] = await Promise.all([
    find(microsoftGraph),
    find(exchangeOnline),
    inspection.scopesOf(exchangeOnline.appId),
  ]);
  const apis = {
    microsoftGraph: graph,
    exchangeOnline: exchange,
    onExchange: onExchange ?? new Map<string, string>(),
  };
  const missing = [
    ...(graph === undefined ? [microsoftGraph.name] : []),
    ...(exchange === undefined ? [exchangeOnline.name] : []),
  ];
  return {
    apis,
    findings: missing.map((name) =>
      fail(
        `The tenant has no service principal of ${name}, so there are no mailboxes to sign in to (AADSTS500011).`,
        "Entra ID administrator",
        "Check that this is the tenant of the mailboxes and that it has a plan with Exchange Online.",
      ),
    ),
  };
}
