import { parseArgs } from "node:util";
import { checkEngine, describeCheck } from "./check.ts";
import { ensureEngine } from "./index.ts";
import { messageOf } from "./progress.ts";

const usage = `Usage: npm run engine             install the Pulumi engine and its plugins into .engine
       npm run engine -- --check  show what is installed; exit code 1 when something is missing`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help === true) {
    console.log(usage);
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
