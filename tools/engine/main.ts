import { parseArgs } from "node:util";
import { checkEngine, describeCheck } from "./check.ts";
import { ensureEngine } from "./index.ts";
import { messageOf } from "./progress.ts";
import { shellExports } from "../shellExports.ts";

const usage = `Usage: npm run engine                   install the Pulumi engine and its plugins into .engine
       npm run engine -- --check        show what is installed; exit code 1 when something is missing
       npm run engine -- --environment  install, and print what a shell needs to use it:
                                        eval "$(npm run --silent engine -- --environment)"`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: "boolean" }, environment: { type: "boolean" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  if (values.environment === true) {
    // The standard output is for the shell; progress goes to the standard error.
    const { environment } = await ensureEngine();
    console.log(shellExports(environment));
    return 0;
  }
  if (values.check !== true) {
    const engine = await ensureEngine({
      log: (line) => {
        console.log(line);
      },
    });
    console.log(`The engine is ready: ${engine.pulumi}\n`);
  }
  const check = checkEngine();
  console.log(describeCheck(check));
  return check.complete ? 0 : 1;
}

// Leaving by `exit` ends the programs that were started and gives the lock back.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

process.exitCode = await main().catch((error: unknown) => {
  console.error(messageOf(error));
  return 1;
});
