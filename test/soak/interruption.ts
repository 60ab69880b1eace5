import { allMailboxes, type Change } from "./changes.ts";
import {
  startInterruptibleStack,
  upArguments,
  type EngineRun,
  type InterruptibleStack,
} from "./engineRun.ts";
import { look } from "./findings.ts";
import { lookAtForeign, makeByHand } from "./handMade.ts";
import { killUntilGone } from "./processes.ts";
import { recover, type Recovery } from "./recover.ts";

/** What came of an `up` that was interrupted and brought back. */
export interface Outcome extends Recovery {
  /** The exit code of the interrupted `up`; undefined when it was killed. */
  readonly code: number | undefined;
}

/** Arranges that a run is interrupted at some moment; the answer ends the arrangement. */
export type Interrupt = (stack: InterruptibleStack, run: EngineRun) => () => void;

/** How an interruption is to be carried out. */
export interface InterruptionOptions {
  /** Whether whatever outlives the CLI is killed before the stack is brought back. Defaults to true. */
  readonly killSurvivors?: boolean;
}

/** Interrupts an `up` that makes a change to a stack of its own, brings it back, and looks at everything. */
export async function interruptAndBringBack(
  change: Change,
  interrupt: Interrupt,
  { killSurvivors = true }: InterruptionOptions = {},
): Promise<Outcome> {
  const stack = await startInterruptibleStack();
  try {
    const handMade = await makeByHand(stack);
    const before = lookAtForeign(stack, handMade);
    if (!change.isFirst) {
      await stack.configure({ mailboxes: allMailboxes.slice(0, 5) });
      const { code, output } = await stack.up();
      if (code !== 0) throw new Error(`The first up failed, undisturbed:\n${output}`);
    }
    await stack.configure({ ...change.config, mailboxes: change.mailboxes });
    const run = stack.start(...upArguments);
    const stop = interrupt(stack, run);
    const { code } = await run.ended;
    stop();
    if (killSurvivors) await killUntilGone(run.mark);
    const recovery = await recover(stack);
    // Of a stack that did not come back, everything would be missing.
    const findings = recovery.cameBack ? await look(stack, change.mailboxes, handMade, before) : [];
    return { code, ...recovery, findings: [...recovery.findings, ...findings] };
  } finally {
    await stack.close();
  }
}
