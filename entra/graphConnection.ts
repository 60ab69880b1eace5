import PQueue from "p-queue";
import type { Cloud } from "./cloud.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { Environment } from "./environment.ts";
import { startOperation, type GraphOperation } from "./graphRequest.ts";
import { defaultRepeatPolicy, type RepeatPolicy } from "./repeat.ts";

/** What a client of Microsoft Graph needs. */
export interface GraphArgs {
  readonly cloud: Cloud;
  /** An access token for Microsoft Graph. */
  readonly token: string;
  /** For the certificates to trust and the proxy. Defaults to `process.env`. */
  readonly environment?: Environment;
  /** What differs from `defaultRepeatPolicy`. */
  readonly policy?: Partial<RepeatPolicy>;
}

/** How many operations go on at the same time; the others wait, and their deadlines begin later. */
const concurrency = 8;

/** Runs an operation on Microsoft Graph as soon as its turn comes. */
export type RunOnGraph = <T>(work: (graph: GraphOperation) => Promise<T>) => Promise<T>;

/**
 * Makes what operations on Microsoft Graph are run by. It keeps no connection open, so there is nothing to close.
 *
 * @throws Error One sentence: the environment cannot be used.
 */
export function connectGraph({
  cloud,
  token,
  environment = process.env,
  policy = {},
}: GraphArgs): RunOnGraph {
  const dispatcher = createDispatcher(cloud.graphUrl, environment);
  const connection = { cloud, token, dispatcher, policy: { ...defaultRepeatPolicy, ...policy } };
  const queue = new PQueue({ concurrency });
  return (work) => queue.add(() => work(startOperation(connection)));
}
