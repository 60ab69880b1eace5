import { cpus, tmpdir, totalmem } from "node:os";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureEngine } from "../engine/index.ts";
import { pulumiVersion } from "../engine/pins.ts";
import { messageOf } from "../engine/progress.ts";
import { measureEmptyProgram } from "./emptyProgram.ts";
import { runJob } from "./job.ts";
import { ensureOpenTofu, versions } from "./openTofu/install.ts";
import { plotResults } from "./plot.ts";
import type { Results } from "./results.ts";
import { phases, shortJob } from "./system.ts";
import { describeResults } from "./table.ts";

const usage = `Usage: npm run bench                          1, 10, 50 and 200 mailboxes, an hour on two cores
       npm run bench -- --scale 1 --scale 10  these numbers of mailboxes
Options: --repeats N   runs of each phase that changes nothing (default 5)
         --full N      the largest number of mailboxes that also has a change, a rotation and a destroy (default 50: for 200 they take a quarter of an hour more)
         --parallel N  operations that each system may do at the same time (default 32)
         --out FOLDER  where results.json, table.md and plot.svg go (default tools/bench/results, with --scale a temporary folder)`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      scale: { type: "string", multiple: true },
      repeats: { type: "string", default: "5" },
      parallel: { type: "string", default: "32" },
      full: { type: "string", default: "50" },
      out: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return;
  }
  const log = (line: string) => {
    console.log(line);
  };
  const scales = (values.scale ?? ["1", "10", "50", "200"])
    .map((text) => positive("--scale", text))
    .toSorted((a, b) => a - b);
  const repeats = positive("--repeats", values.repeats);
  const parallel = positive("--parallel", values.parallel);
  const full = positive("--full", values.full);
  // Only a whole run replaces the results that README and docs show.
  const out =
    values.out ??
    (values.scale === undefined ? join(import.meta.dirname, "results") : join(tmpdir(), "xcally-bench"));
  const [engine, openTofu] = [await ensureEngine({ log }), await ensureOpenTofu(log)];
  const results: Results = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB`,
    versions: {
      Pulumi: pulumiVersion,
      ...Object.fromEntries(
        engine.parts.flatMap(({ name, version }) => (name === "cli" ? [] : [[name, version]])),
      ),
      OpenTofu: versions.openTofu,
      "Node.js": process.versions.node,
    },
    parallel,
    emptyProgram: [...(await measureEmptyProgram(engine, repeats))],
    scales: [],
  };
  await mkdir(out, { recursive: true });
  for (const mailboxes of scales) {
    results.scales.push(
      await runJob({
        mailboxes,
        repeats,
        parallel,
        phases: mailboxes > full ? shortJob : phases,
        engine,
        openTofu,
        log,
      }),
    );
    // After each number, so that a run that is broken off leaves what it has measured.
    await writeFile(join(out, "results.json"), `${JSON.stringify(results, undefined, 1)}\n`);
    await writeFile(join(out, "table.md"), `${describeResults(results)}\n`);
    await writeFile(join(out, "plot.svg"), plotResults(results));
  }
  console.log(`\n${describeResults(results)}\n\nWritten to ${out}.`);
}

function positive(option: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`${option} is ${text}: write a whole number from 1, such as ${option} 10.`);
}

process.once("SIGINT", () => process.exit(130));
await main().then(
  // The stand-ins keep connections of clients that are gone.
  () => process.exit(0),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
