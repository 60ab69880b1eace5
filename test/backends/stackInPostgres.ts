import { expect, test } from "@jest/globals";
import { allMailboxes } from "../soak/changes.ts";
import { startInterruptibleStack, type InterruptibleStack } from "../soak/engineRun.ts";
import { look, type Finding } from "../soak/findings.ts";
import { lookAtForeign, makeByHand } from "../soak/handMade.ts";
import { findPostgres } from "./findPostgres.ts";
import { startPostgres, type Postgres } from "./postgres.ts";

const found = findPostgres();
const mailboxes = allMailboxes.slice(0, 2);

/** A stack of two mailboxes with its state in a PostgreSQL server of its own; nothing is made yet. */
export interface StackInPostgres {
  readonly postgres: Postgres;
  readonly stack: InterruptibleStack;
  /** Has the following commands work on another backend. */
  readonly useBackend: (url: string) => void;
  /** What is twice, left over, missing, or changed although people made it. */
  readonly findings: () => Promise<readonly Finding[]>;
}

/** A test that needs PostgreSQL. Where there is none, it is skipped and its name says why. */
export function postgresTest(name: string, run: () => Promise<void>): void {
  if (found.found) test(name, run);
  else test.skip(`${name} (${found.reason})`, run);
}

/** Works with such a stack, and removes everything after that. */
export async function inPostgres<T>(work: (it: StackInPostgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres();
  const environment: Record<string, string> = { PULUMI_BACKEND_URL: postgres.url };
  try {
    const stack = await startInterruptibleStack(environment);
    try {
      const handMade = await makeByHand(stack);
      const before = lookAtForeign(stack, handMade);
      await stack.configure({ mailboxes });
      return await work({
        postgres,
        stack,
        useBackend: (url) => {
          environment["PULUMI_BACKEND_URL"] = url;
        },
        findings: () => look(stack, mailboxes, handMade, before),
      });
    } finally {
      await stack.close();
    }
  } finally {
    await postgres.close();
  }
}

/** Another up finds nothing to do, and everything is there once. */
export async function expectAllWell({ stack, findings }: StackInPostgres): Promise<void> {
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await findings()).toEqual([]);
}

/** Waits until either side has done a request and has not answered it yet. */
export function seen({ entra, xcally }: InterruptibleStack, method: string, path: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const stops = [entra, xcally].map((side) =>
      side.onRequest((moment, request) => {
        if (moment !== "done" || request.method !== method) return;
        if (!path.test(new URL(request.url).pathname)) return;
        for (const stop of stops) stop();
        resolve();
      }),
    );
  });
}
