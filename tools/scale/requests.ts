import { graphCost } from "./graphLimits.ts";
import { at, type Run } from "./measured.ts";

/** Where a stack runs: what is there beside its own mailboxes makes lists longer. */
export interface Surroundings {
  /** Applications in the tenant that carry the project's tag, those of all its stacks. */
  readonly applications: number;
  /** Cloud Providers on the XCALLY server, and as many mail accounts. */
  readonly cloudProviders: number;
}

/** What a run asks of both sides. */
export interface Requests {
  readonly graph: number;
  /** Resource units of the requests to Graph. */
  readonly units: number;
  /** Writes among the requests to Graph. */
  readonly writes: number;
  /** Writes to `applications` among those. */
  readonly applicationWrites: number;
  readonly xcally: number;
}

/**
 * The requests of a run over so many mailboxes. Lists that are read page by page grow with what is around the stack; a list with an equality
 * filter is one page, on a server that filters.
 */
export function requestsOf(run: Run, mailboxes: number, around: Surroundings): Requests {
  const total = { graph: 0, units: 0, writes: 0, applicationWrites: 0, xcally: 0 };
  for (const [name, line] of Object.entries(run.graph)) {
    const number = at(line, mailboxes) * pages(name, around.applications);
    const cost = graphCost(name);
    total.graph += number;
    total.units += number * cost.units;
    total.writes += number * cost.writes;
    total.applicationWrites += number * cost.applicationWrites;
  }
  for (const [name, line] of Object.entries(run.xcally)) {
    total.xcally += at(line, mailboxes) * pages(name, around.cloudProviders);
  }
  return total;
}

/** Options of XCALLY's lists that are no filter. */
const paging = ["apikey", "limit", "offset", "sort"];

function pages(name: string, rows: number): number {
  const [, query = ""] = name.split("?");
  const size = Number(/(?:\$top|limit)=(\d+)/.exec(query)?.[1] ?? 0);
  if (size === 0) return 1;
  const isFiltered = query
    .split("&")
    .map((option) => option.replace(/=.*/, ""))
    .some((option) => !option.startsWith("$") && !paging.includes(option));
  return isFiltered ? 1 : Math.max(1, Math.ceil(rows / size));
}
