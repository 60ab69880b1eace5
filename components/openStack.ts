import type { Graph } from "../entra/graph.ts";
import { loadLater } from "./loadLater.ts";
import type { Site } from "./site.ts";
import { readStackState, type StackState } from "./stackState.ts";

/** What a look at what there is begins with; it needs to know nothing of the tenant yet. */
export interface OpenedStack {
  readonly state: StackState;
  /** Undefined where the deployer's way of signing in allows no look-ups. */
  readonly graph: Graph | undefined;
}

/**
 * Reads the state and signs in to Microsoft Graph, which takes its time: to be begun before the tenant is read, not after it. A failure is told to whoever waits
 * for it, however late that is: what the tenant's reading says comes first.
 */
export function openStack(site: Site | undefined): Promise<OpenedStack> {
  const opening = Promise.all([
    readStackState(site?.name),
    loadLater(() => import("./openGraph.ts")).then(({ openGraph }) => openGraph(site?.deployer)),
  ]).then(([state, graph]) => ({ state, graph }));
  opening.catch(() => undefined);
  return opening;
}
