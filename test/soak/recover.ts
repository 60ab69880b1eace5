import type { Ended, InterruptibleStack } from "./engineRun.ts";
import type { Finding } from "./findings.ts";

/** How a stack was brought back. */
export interface Recovery {
  /** Whether the engine refused to run before `pulumi cancel`, as it says itself: a killed CLI leaves its lock behind. */
  readonly wasLocked: boolean;
  /** Whether the engine warned that it does not know how operations of the interrupted run ended. */
  readonly hadPending: boolean;
  /** Whether `pulumi up` ended well. */
  readonly cameBack: boolean;
  readonly findings: readonly Finding[];
}

/**
 * Brings a stack back as a person does: `pulumi up`; if the engine says that the stack is locked, the `pulumi cancel` that it names, and
 * `pulumi up` again. After that another `up` must find nothing to do, and so must the `pulumi refresh` that the engine asks for to
 * forget operations whose end it does not know (it warns of them for ever otherwise).
 */
export async function recover(stack: InterruptibleStack): Promise<Recovery> {
  let up = await stack.up();
  const wasLocked = up.code !== 0 && /currently locked.*pulumi cancel/s.test(up.output);
  if (wasLocked) {
    const cancel = await stack.run("cancel", "--yes");
    if (cancel.code !== 0)
      return { wasLocked, hadPending: false, cameBack: false, findings: [failed("pulumi cancel", cancel)] };
    up = await stack.up();
  }
  const hadPending = up.output.includes("interrupted while");
  if (up.code !== 0) return { wasLocked, hadPending, cameBack: false, findings: [failed("pulumi up", up)] };
  const last = await stack.up("--expect-no-changes");
  const refresh = await stack.run("refresh", ...refreshArguments);
  return {
    wasLocked,
    hadPending,
    cameBack: true,
    findings: [...notEmpty("last up", last), ...notEmpty("refresh", refresh)],
  };
}

/** What makes a refresh forget operations of which only the interrupted run knew more, without a person to ask. */
const refreshArguments = [
  "--yes",
  "--skip-preview",
  "--clear-pending-creates",
  "--expect-no-changes",
] as const;

function failed(command: string, { output }: Ended): Finding {
  return { kind: "manual step", what: `after a failed ${command}`, detail: reasons(output) };
}

function notEmpty(what: string, { code, output }: Ended): readonly Finding[] {
  return code === 0 ? [] : [{ kind: "unfinished", what, detail: `it was not empty:\n${reasons(output)}` }];
}

/** What the engine gives as reasons, without the progress of every resource. */
function reasons(output: string): string {
  const lines = output.split("\n").filter((line) => /error|warning|^ *[~+-]+ |fail/i.test(line));
  return lines.slice(-12).join("\n");
}
