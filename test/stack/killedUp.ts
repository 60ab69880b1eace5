import { randomUUID } from "node:crypto";
import { killAll, killUntilGone, markedBy } from "../soak/processes.ts";
import type { RotatingStack } from "./rotatingStack.ts";

/** Where a run is killed. */
export interface KillPoint {
  /** The first request of this method whose path matches, after `afterPath` if that is given. */
  readonly method: string;
  readonly path: RegExp;
  /** A path of which a request must have been answered before. */
  readonly afterPath?: RegExp;
  /** `arrived`: the server never does it. `done`: the server has done it, and nobody hears so. */
  readonly moment: "arrived" | "done";
}

/**
 * An `up` whose processes are all killed with `kill -9` at a request, and the `pulumi cancel` that the engine asks for then.
 *
 * @returns whether the run came to that request.
 */
export async function killedUp(stack: RotatingStack, point: KillPoint): Promise<boolean> {
  const mark = randomUUID();
  Object.assign(stack.stack.workspace.envVars, markedBy(mark));
  const stops = [stack.entra, stack.xcally].map((simulator) => simulator.onRequest(listener(simulator)));
  let isReached = false;
  let isAfter = point.afterPath === undefined;
  try {
    await stack.failedUp();
  } finally {
    for (const stop of stops) stop();
    await killUntilGone(mark);
  }
  await stack.stack.cancel();
  return isReached;

  function listener(simulator: RotatingStack["entra"] | RotatingStack["xcally"]) {
    return (moment: "arrived" | "done", request: Request) => {
      const { pathname } = new URL(request.url);
      const isPoint = isAfter && request.method === point.method && point.path.test(pathname);
      if (moment === "done" && point.afterPath?.test(pathname)) isAfter = true;
      if (isReached || !isPoint || moment !== point.moment) return;
      isReached = true;
      killAll(mark);
      if (moment === "done") return;
      const when = (candidate: Request) => candidate === request;
      simulator.faults.once("beforeHandler", { when }, { kind: "drop" });
    };
  }
}
