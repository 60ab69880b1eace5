/** How a run of the engine ended. */
export interface EngineRun {
  readonly failed: boolean;
  /** Everything that it printed. */
  readonly output: string;
  /** Kinds of changes that were made; only `same` where there were none. */
  readonly changes: readonly string[];
}

/** Waits for a run of Pulumi's Automation API, which throws where the run fails. */
export async function engineRun(
  run: Promise<{
    readonly stdout: string;
    readonly stderr: string;
    readonly summary: { readonly resourceChanges?: Readonly<Record<string, number>> };
  }>,
): Promise<EngineRun> {
  try {
    const { stdout, stderr, summary } = await run;
    return { failed: false, output: stdout + stderr, changes: Object.keys(summary.resourceChanges ?? {}) };
  } catch (error) {
    return { failed: true, output: String(error), changes: [] };
  }
}
