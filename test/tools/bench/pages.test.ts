import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { plotResults } from "../../../tools/bench/plot.ts";
import { resultsSchema } from "../../../tools/bench/results.ts";
import * as tables from "../../../tools/bench/table.ts";
import { describeTargets } from "../../../tools/bench/targets.ts";

const project = join(import.meta.dirname, "../../..");
const read = (file: string) => readFileSync(join(project, file), "utf8");
const results = resultsSchema.parse(JSON.parse(read("tools/bench/results/results.json")));

const parts: readonly (readonly [page: string, name: string, text: string])[] = [
  ["README.md", "run", tables.describeRun(results)],
  ["README.md", "times", tables.describeTimes(results)],
  ["docs/speed.md", "run", tables.describeRun(results)],
  ["docs/speed.md", "times", tables.describeTimes(results)],
  ["docs/speed.md", "others", tables.describeOthers(results)],
  ["docs/speed.md", "marginal", tables.describeMarginal(results)],
  ["docs/speed.md", "processes", tables.describeProcesses(results)],
  ["docs/speed.md", "targets", describeTargets(results)],
];

test.each(parts)("%s has the bench's last %s", (page, name, text) => {
  // Up to the next empty line: what is printed has none inside.
  const place = new RegExp(`(?<=<!-- npm run bench: ${name} -->\\n\\n)(?:[^\\n<]+\\n)+`);
  if (process.env["RECORD"] !== undefined) {
    writeFileSync(
      join(project, page),
      read(page).replace(place, () => `${text}\n`),
    );
  }
  expect(place.exec(read(page))?.[0]).toBe(`${text}\n`);
});

test("what stands beside results.json is made of it", () => {
  if (process.env["RECORD"] !== undefined) {
    writeFileSync(join(project, "tools/bench/results/table.md"), `${tables.describeResults(results)}\n`);
    writeFileSync(join(project, "tools/bench/results/plot.svg"), plotResults(results));
  }
  expect(read("tools/bench/results/table.md")).toBe(`${tables.describeResults(results)}\n`);
  expect(read("tools/bench/results/plot.svg")).toBe(plotResults(results));
});
