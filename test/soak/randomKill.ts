import type { Simulators } from "../../simulator/start.ts";
import { changes } from "./changes.ts";
import { interruptAndBringBack, type Interrupt, type Outcome } from "./interruption.ts";
import type { Kill, Plan } from "./plan.ts";
import { killAll } from "./processes.ts";

/** What came of a plan. */
export interface SoakRun extends Outcome {
  readonly plan: Plan;
  /** The request at which the run was killed, such as `POST /graph/v1.0/applications`; undefined when it ended before. */
  readonly killedAt: string | undefined;
  readonly seconds: number;
}

/** Carries out a plan on a stack of its own. */
export async function carryOut(plan: Plan): Promise<SoakRun> {
  const begin = performance.now();
  let last: string | undefined;
  const kill: Interrupt = (stack, run) =>
    atRequest(stack, plan, (request, lose) => {
      last = `${request.method} ${new URL(request.url).pathname}`;
      if (plan.moment === "answered") setTimeout(killAll, plan.delay, run.mark);
      else killAll(run.mark);
      if (plan.moment === "arrived") lose();
    });
  const outcome = await interruptAndBringBack(changes[plan.change], kill);
  const killedAt = outcome.code === undefined ? last : undefined;
  return { plan, killedAt, ...outcome, seconds: (performance.now() - begin) / 1000 };
}

/** Calls back at the request that is to be the last one; `lose` sees to it that the server never does it. */
function atRequest(
  { entra, xcally }: Simulators,
  { among, event, moment }: Kill,
  callBack: (request: Request, lose: () => void) => void,
): () => void {
  let count = 0;
  let last: Request | undefined;
  const counts = (request: Request, isXcally: boolean) =>
    among === "requests" || (among === "writes" ? isWrite(request) : isXcally);
  const stops = [entra, xcally].map((simulator) =>
    simulator.onRequest((now, request) => {
      if (now === "arrived" && counts(request, simulator === xcally)) {
        count += 1;
        if (count === event) last = request;
      }
      if (request !== last || now !== (moment === "arrived" ? "arrived" : "done")) return;
      callBack(request, () => {
        simulator.faults.once(
          "beforeHandler",
          { when: (candidate) => candidate === request },
          { kind: "drop" },
        );
      });
    }),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

/** Whether a request changes something; one for a token does not. */
function isWrite({ method, url }: Request): boolean {
  return method !== "GET" && !url.includes("/oauth2/");
}
