import { withoutSignIns } from "../withoutSignIns.ts";

/** What makes a run faster or slower, or another one, wherever it is set. */
const settings = /^(GOGC|GOMEMLIMIT|GOMAXPROCS|GODEBUG|NODE_.*|PULUMI_.*|TF_.*)$/;

/** The environment of what is measured: that of the shell without sign-ins and without what changes a run. */
export function plainEnvironment(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const kept = Object.entries(withoutSignIns(environment)).filter(([name]) => !settings.test(name));
  return Object.fromEntries(kept);
}
