import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import PQueue from "p-queue";
import { allMailboxes, type Change } from "./changes.ts";
import type { EngineRun } from "./engineRun.ts";
import { interruptAndBringBack, type Interrupt, type Outcome } from "./interruption.ts";
import { kill } from "./processes.ts";

jest.setTimeout(900_000);

/** Requests of this method whose path matches. */
interface Matcher {
  readonly method: string;
  readonly path: RegExp;
}

const newStack: Change = {
  mailboxes: allMailboxes.slice(0, 3),
  isFirst: true,
  events: { requests: 0, writes: 0, "XCALLY requests": 0 },
};

/** The moments: what has just been done on a server and is not answered yet. */
const moments = {
  "an application is made": { method: "POST", path: /\/applications$/ },
  "a secret is made": { method: "POST", path: /\/addPassword$/ },
  "a consent is given": { method: "POST", path: /\/oauth2PermissionGrants$/ },
  "a Cloud Provider is made": { method: "POST", path: /\/cloudProviders$/ },
  "a mail account is linked": { method: "PUT", path: /\/mail\/accounts\// },
} as const satisfies Readonly<Record<string, Matcher>>;

const controlC = (run: EngineRun) => {
  kill(-run.pid, "SIGINT");
};
const killCli = (run: EngineRun) => {
  kill(run.pid, "SIGKILL");
};
const killPlugin = (name: string) => (run: EngineRun) => {
  for (const { pid, command } of run.processes()) if (command.includes(name)) kill(pid, "SIGKILL");
};

const onEntra = ["an application is made", "a secret is made", "a consent is given"] as const;
const onXcally = ["a Cloud Provider is made", "a mail account is linked"] as const;

/** The interruptions, each with the moments in which it strikes something. */
const interruptions = [
  { what: "Ctrl-C", whens: ["a secret is made"], interruption: controlC },
  {
    what: "Ctrl-C twice",
    whens: ["a secret is made", "a mail account is linked"],
    interruption: (run) => {
      controlC(run);
      setTimeout(controlC, 100, run);
    },
  },
  {
    what: "kill -9 of the CLI alone",
    whens: ["an application is made", "a consent is given", "a mail account is linked"],
    interruption: killCli,
  },
  { what: "kill -9 of XCALLY's provider", whens: onXcally, interruption: killPlugin("dynamic-provider") },
  { what: "kill -9 of the azuread plugin", whens: onEntra, interruption: killPlugin("resource-azuread") },
] as const satisfies readonly {
  what: string;
  whens: readonly (keyof typeof moments)[];
  interruption: (run: EngineRun) => void;
}[];

const scenarios = interruptions.flatMap(({ what, whens, interruption }) =>
  whens.map((when) => ({ what, when, interruption })),
);
const nameOf = ({ what, when }: (typeof scenarios)[number]) => `${what} when ${when}`;

const outcomes = new Map<string, Outcome>();
beforeAll(async () => {
  // At once, because they wait most of the time.
  const queue = new PQueue({ concurrency: 4 });
  await queue.addAll(
    scenarios.map((scenario) => async () => {
      const outcome = await interruptAndBringBack(
        newStack,
        once(moments[scenario.when], scenario.interruption),
        { killSurvivors: false },
      );
      outcomes.set(nameOf(scenario), outcome);
    }),
  );
});

describe("an up that was interrupted is brought back by pulumi up, with nothing twice, left over or lost", () => {
  test.each(scenarios.map((scenario) => [nameOf(scenario)]))("%s", (name) => {
    const outcome = outcomes.get(name);
    expect(outcome?.code).not.toBe(0);
    expect(outcome?.findings).toEqual([]);
  });
});

/** Interrupts at the first request that matches, when it is done and not answered. */
function once({ method, path }: Matcher, interruption: (run: EngineRun) => void): Interrupt {
  return ({ entra, xcally }, run) => {
    // Slow enough for a second Ctrl-C to come while XCALLY's answers are awaited.
    xcally.switches.latencyMs = 300;
    let isDone = false;
    const stops = [entra, xcally].map(({ onRequest }) =>
      onRequest((moment, request) => {
        if (isDone || moment !== "done") return;
        if (request.method !== method || !path.test(new URL(request.url).pathname)) return;
        isDone = true;
        interruption(run);
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  };
}
