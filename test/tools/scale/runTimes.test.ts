import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { medianOf, resultsSchema } from "../../../tools/bench/results.ts";
import { readArguments } from "../../../tools/scale/arguments.ts";

const file = join(import.meta.dirname, "../../../tools/bench/results/results.json");
const { scales } = resultsSchema.parse(JSON.parse(readFileSync(file, "utf8")));

test("the time of a preview that docs/scale.md reckons with is what the bench has measured, within a sixth", () => {
  const times = readArguments([])?.times;
  for (const { mailboxes, pulumi } of scales) {
    const reckoned = (times?.preview ?? NaN) + (mailboxes - 1) * (times?.mailbox ?? NaN);
    expect(reckoned / (medianOf(pulumi, "preview, nothing to do", "wall") ?? NaN)).toBeCloseTo(1, 0.5);
  }
});
