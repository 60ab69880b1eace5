import type { RecordedRequest } from "../../simulator/shared/requestLog.ts";
import type { Simulators } from "../../simulator/start.ts";

/** Kinds of requests, as they are counted. */
export const requestKinds = [
  "sign-in",
  "Graph reads",
  "Graph writes",
  "XCALLY reads",
  "XCALLY writes",
] as const;

/** How many requests of each kind there were. */
export type RequestCounts = Readonly<Record<(typeof requestKinds)[number], number>>;

/** Counts what the servers are asked from now on. */
export function countRequests({ entra, xcally }: Simulators): () => RequestCounts {
  const before = { entra: entra.requests.length, xcally: xcally.requests.length };
  return () => {
    const graph = entra.requests.slice(before.entra).filter(({ path }) => path.startsWith("/graph/"));
    const ofXcally = xcally.requests.slice(before.xcally);
    return {
      "sign-in": entra.requests.length - before.entra - graph.length,
      "Graph reads": graph.filter(isRead).length,
      "Graph writes": graph.filter((request) => !isRead(request)).length,
      "XCALLY reads": ofXcally.filter(isRead).length,
      "XCALLY writes": ofXcally.filter((request) => !isRead(request)).length,
    };
  };
}

const isRead = ({ method }: RecordedRequest) => method === "GET";
