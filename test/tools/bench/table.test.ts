import { describe, expect, test } from "@jest/globals";
import { median, resultsSchema } from "../../../tools/bench/results.ts";
import { describeResults, describeTimes } from "../../../tools/bench/table.ts";
import { results } from "./results.ts";

const lines = describeResults(results).split("\n");
/** The cells of a row, without what fills them up. */
const row = (title: string) =>
  lines
    .find((line) => line.startsWith(`| ${title} `))
    ?.split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());

describe("the tables of the bench", () => {
  test("say when, on what machine and of which versions, and what a program costs that declares nothing", () => {
    expect(lines[0]).toBe(
      "Measured on 2026-11-24: a machine, 2 cores, 8 GB; Pulumi 3.259.0, OpenTofu 1.12.6. Medians of 3 runs, where nothing is changed; else one run. " +
        "Up to 32 operations at a time, in plain previews as many as each system does by itself; this stack's previews with PULUMI_PARALLEL_DIFF, as pipelines/scripts/preview.sh sets it. " +
        "A preview of a program that declares nothing takes 1.8 s and 400 MB.",
    );
  });

  test("give medians of both systems and their ratio", () => {
    expect(row("preview, nothing to do")).toEqual(["2.0 / 1.0 (2.00)", "3.8 / 1.9 (2.00)"]);
    expect(row("first up")).toEqual(["10.0 / 8.0 (1.25)", "20.0 / 40.0 (0.50)"]);
  });

  test("say what Pulumi itself takes for the same resources", () => {
    expect(row("preview, nothing to do, of a bare Pulumi program with the same resources")).toEqual([
      "1.5 / 1.0 (1.50)",
      "3.6 / 1.9 (1.89)",
    ]);
  });

  test("say what a preview takes without what the pipelines set", () => {
    expect(row("preview, nothing to do, without PULUMI_PARALLEL_DIFF")).toEqual([
      "1.9 / 1.0 (1.90)",
      "3.9 / 1.9 (2.05)",
    ]);
  });

  test("say what each system's preview takes where nobody has set anything", () => {
    const [scale] = results.scales;
    const refreshed = scale?.openTofu.phases["first up"]?.map((run) => ({ ...run, wall: 1.2 })) ?? [];
    const times = describeTimes({
      ...results,
      scales: results.scales.map((scale) => ({
        ...scale,
        openTofu: { ...scale.openTofu, phases: { "preview with refresh, nothing to do": refreshed } },
      })),
    });
    expect(times).toMatch(
      /as each system makes it by itself +\| +1\.9 \/ 1\.2 \(1\.58\) \| +3\.9 \/ 1\.2 \(3\.25\)/,
    );
  });

  test("say which targets are reached; one that was not measured stays empty", () => {
    expect(row("requests to XCALLY of one mailbox more, first up, from 10 to 50")).toEqual(["6", "", ""]);
    expect(row("such a preview of 1")).toEqual(["2.1 s", "2 s", "yes"]);
  });

  test("have a line for each phase that a system has run, with the least and the most", () => {
    const all = lines
      .filter((line) => /^\| (?:1|10) /.test(line))
      .map((line) => line.split(/ *\| */).slice(1, 7));
    expect(all).toHaveLength(8);
    expect(all).toContainEqual([
      "1",
      "preview, nothing to do",
      "this stack",
      "3",
      "2.0 (1.0-9.0)",
      "2.0 (1.0-9.0)",
    ]);
    expect(all).toContainEqual(["10", "first up", "OpenTofu", "1", "40.0", "40.0"]);
  });

  test("leave a phase empty that was not run", () => {
    expect(row("destroy")).toEqual(["", ""]);
  });

  test("give state and requests by the mailbox", () => {
    expect(row("state on disk, kB a mailbox")).toEqual(["300.0 / 300.0", "30.0 / 30.0"]);
    expect(row("requests to XCALLY a mailbox, first up")).toEqual(["50.0 / 50.0", "5.0 / 5.0"]);
  });

  test("say what one mailbox more costs, and which process the time is of", () => {
    expect(lines).toContain(
      "- One mailbox more in a preview with nothing to do, from 1 to 10: 200 ms / 100 ms.",
    );
    expect(row("`pulumi`")).toEqual(["1.0", "1.9"]);
  });
});

test("the median of an even number of figures is one that was measured", () => {
  expect(median([4, 1, 3, 2])).toBe(2);
});

test("results are read as they were written", () => {
  expect(resultsSchema.parse(JSON.parse(JSON.stringify(results)))).toEqual(results);
});
