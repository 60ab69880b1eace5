import { expect, test } from "@jest/globals";
import { readArguments } from "../../../tools/scale/arguments.ts";
import { largestStack, previewSeconds } from "../../../tools/scale/runTimes.ts";
import { markdownTable } from "../../../tools/markdownTable.ts";
import { bytes, duration } from "../../../tools/scale/table.ts";

test.each([
  {
    args: ["--mailboxes", "0"],
    message: "--mailboxes 0 is not allowed: write a whole number from 1 to 1000000.",
  },
  { args: ["--mailboxes", "5", "--stacks", "6"], message: "--stacks 6 is not allowed" },
  { args: ["--from", "soon"], message: "--from soon is not allowed: write a day, such as 2027-01-01." },
  { args: ["--tenant", "XL"], message: "--tenant XL is not allowed: choose S, M or L." },
  { args: ["--secret", "{"], message: "--secret { is not allowed: write JSON." },
  { args: ["--secret", '{"everyDays": 3}'], message: "secret.everyDays: 3 is not allowed." },
  { args: ["--window", '{"weekdays": []}'], message: "--window is not allowed: window.window.weekdays" },
])("$args is refused in one sentence", ({ args, message }) => {
  expect(() => readArguments(args)).toThrow(message);
});

test("help is no scenario", () => {
  expect(readArguments(["--help"])).toBeUndefined();
});

test("the largest stack with a preview in a minute has one, and a larger one has not", () => {
  const times = { job: 60, renewal: 10, preview: 2.1, mailbox: 0.04, graphPage: 0.3 };
  for (const applications of [1, 1_000, 10_000]) {
    const largest = largestStack(times, 60, applications);
    expect(previewSeconds(times, largest, applications)).toBeLessThanOrEqual(60 + 1e-6);
    expect(previewSeconds(times, largest + 1, applications)).toBeGreaterThan(60);
  }
  expect(largestStack(times, 60, 50_000)).toBe(0);
});

test("figures are written for people, and tables as prettier writes them", () => {
  expect([0, 46_462, 139_000_000_000].map(bytes)).toEqual(["0 B", "46 kB", "139 GB"]);
  expect([0.4, 89, 300, 12_600].map(duration)).toEqual(["0.4 s", "89 s", "5 min", "3.5 h"]);
  const rows = [
    { run: "up", Graph: "5" },
    { run: "refresh", Graph: "1,000" },
  ];
  expect(markdownTable(rows)).toBe(
    ["| run     | Graph |", "| ------- | ----: |", "| up      |     5 |", "| refresh | 1,000 |"].join("\n"),
  );
});
