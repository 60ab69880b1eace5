import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readPreview } from "../../../commands/previewSummary/readPreview.ts";
import { summarise } from "../../../commands/previewSummary/summary.ts";
import { fixtures, golden } from "./fixture.ts";

/** Recorded with the real engine by test/stack/previewSummary.test.ts, which compares them with today's previews too. */
const names = readdirSync(fixtures).map((file) => file.replace(/\.json$/, ""));

describe.each(names)("the recorded preview %s", (name) => {
  const preview = readPreview(readFileSync(join(fixtures, `${name}.json`), "utf8"));

  test("gives its golden summary", () => {
    expect(`${summarise(preview)}\n`).toBe(readFileSync(join(golden, `${name}.md`), "utf8"));
  });

  test("gives the same bytes in whichever order Pulumi names the steps and messages", () => {
    const { steps, diagnostics } = preview;
    const turned = { ...preview, steps: steps.toReversed(), diagnostics: diagnostics.toReversed() };
    expect(summarise(turned)).toBe(summarise(preview));
  });
});

test("a preview without changes says so in a line of its own, which the pipelines look at, and names its stack", () => {
  const preview = readPreview(readFileSync(join(fixtures, "noChange.json"), "utf8"));
  expect(summarise(preview)).toBe("No changes\n\nThe stack `test` stays as it is.");
});
