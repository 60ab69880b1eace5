import { describe, expect, test } from "@jest/globals";
import { median, resultsSchema } from "../../../tools/bench/results.ts";
import { describeResults } from "../../../tools/bench/table.ts";
import { results } from "./results.ts";

const lines = describeResults(results).split("\n");
const row = (title: string) => lines.find((line) => line.startsWith(`| ${title} |`));

describe("the table of the bench", () => {
  test("says when, on what machine and of which versions", () => {
    expect(lines[0]).toBe(
      "Measured on 2026-11-24, a machine, 2 cores, 8 GB; Pulumi 3.259.0, OpenTofu 1.12.6; 32 operations at a time. " +
        "Seconds are medians: this stack / OpenTofu (ratio).",
    );
  });

  test("gives medians of both systems and their ratio", () => {
    expect(row("preview, nothing to do")).toBe(
      "| preview, nothing to do | 2.0 / 1.0 (2.00) | 3.8 / 1.9 (2.00) |",
    );
    expect(row("first up")).toBe("| first up | 10.0 / 8.0 (1.25) | 20.0 / 40.0 (0.50) |");
  });

  test("leaves a phase empty that was not run", () => {
    expect(row("destroy")).toBe("| destroy |  |  |");
  });

  test("gives state and requests by the mailbox", () => {
    expect(row("state on disk, kB a mailbox")).toBe(
      "| state on disk, kB a mailbox | 300.0 / 300.0 | 30.0 / 30.0 |",
    );
    expect(row("requests to XCALLY a mailbox, first up")).toMatch(/\| 50\.0 \/ 50\.0 \| 5\.0 \/ 5\.0 \|$/);
  });

  test("says what one mailbox more costs", () => {
    expect(lines).toContain(
      "One mailbox more in a preview with nothing to do, from 1 to 10: 200 ms / 100 ms.",
    );
  });

  test("says what a program that declares nothing costs, and which process the time is of", () => {
    expect(lines).toContain("A program that declares nothing: 1.8 s, 400 MB.");
    expect(lines.at(-1)).toBe("| `pulumi` | 1.0 | 1.9 |");
  });
});

test("the median of an even number of figures is one that was measured", () => {
  expect(median([4, 1, 3, 2])).toBe(2);
});

test("results are read as they were written", () => {
  expect(resultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
});
