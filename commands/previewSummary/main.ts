/** `npm run preview-summary`: what will a preview change, for people? See `usage` in `arguments.ts`. It needs no credentials at all. */
import { readFileSync } from "node:fs";
import { readArguments, usage } from "./arguments.ts";
import { readDoctorReport } from "./doctor.ts";
import { readPreview } from "./readPreview.ts";
import { summarise } from "./summary.ts";

const args = process.argv.slice(2);
try {
  if (args.includes("--help")) {
    console.log(usage);
  } else {
    const { file, doctor } = readArguments(args);
    const preview = readPreview(read("--file", file));
    const findings = doctor === undefined ? undefined : readDoctorReport(read("--doctor", doctor));
    console.log(summarise(preview, findings));
    // In a pipe the exit code of pulumi itself is lost easily, so this one repeats it.
    process.exitCode = preview.failed ? 1 : 0;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

function read(option: string, file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/,.*/, "") : String(error);
    throw new Error(
      `${option} ${file} cannot be read (${reason}): name a file, or - for the standard input.`,
      {
        cause: error,
      },
    );
  }
}
