/** `npm run expiry`: when do secrets end? See `usage` in `arguments.ts`. It needs no credentials but those of the state backend. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readArguments, usage, type ExpiryArguments } from "./arguments.ts";
import { formats } from "./formats.ts";
import { expiries, fails } from "./report.ts";

const args = process.argv.slice(2);
try {
  if (args.includes("--help")) {
    console.log(usage);
  } else {
    const wanted = readArguments(args);
    const report = expiries(readOutputs(wanted), new Date(), wanted.withinDays);
    console.log(formats[wanted.format](report));
    process.exitCode = fails(report) ? 1 : 0;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

function readOutputs({ stack, outputs }: ExpiryArguments): string {
  if (outputs !== undefined) return readFileSync(outputs === "-" ? 0 : outputs, "utf8");
  const pulumiArgs = ["stack", "output", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  const { status, stdout, stderr, error } = spawnSync("pulumi", pulumiArgs, { encoding: "utf8" });
  if (error !== undefined) {
    throw new Error(
      "There is no pulumi on the PATH: install it, or give the stack's outputs with --outputs FILE.",
      { cause: error },
    );
  }
  if (status !== 0) throw new Error(`pulumi ${pulumiArgs.join(" ")} failed: ${stderr.trim()}`);
  return stdout;
}
