import { describe, expect, test } from "@jest/globals";
import { measure } from "../../../tools/bench/measure.ts";

const node = (program: string) => ({
  program: process.execPath,
  args: ["-e", program],
  folder: import.meta.dirname,
  environment: {},
});

const hasProc = process.platform === "linux";

describe("a measured command", () => {
  (hasProc ? test : test.skip)(
    "has its child's memory and processor time on its account (by Linux's /proc)",
    async () => {
      const child =
        `const all = Buffer.alloc(200e6, 1); const used = ({ user, system }) => user + system;` +
        `while (used(process.cpuUsage()) < 5e5); all.at(0)`;
      const { cost } = await measure(
        node(`require("child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(child)}])`),
      );
      expect(cost.memory).toBeGreaterThan(200e6);
      expect(cost.cpu).toBeGreaterThan(0.4);
      expect(cost.processes["node"]?.memory).toBeGreaterThan(200e6);
    },
    60_000,
  );

  test("gives what it printed", async () => {
    expect(
      (await measure(node("console.log('a'); console.error('b')"))).output.split("\n").toSorted(),
    ).toEqual(["", "a", "b"]);
  });

  test("is no figure when it fails: the error has its last lines", async () => {
    await expect(measure(node("console.log('why'); process.exit(3)"))).rejects.toThrow(/ended with 3:\nwhy/);
  });
});
