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
      const seen = 200e6;
      const run = async (milliseconds: number) => {
        const child =
          `const all = Buffer.alloc(${seen}, 1); const used = ({ user, system }) => user + system;` +
          `while (used(process.cpuUsage()) < 5e5); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${milliseconds}); all.at(0)`;
        return (
          await measure(
            node(`require("child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(child)}])`),
          )
        ).cost;
      };
      let cost = await run(0);
      // Where the machine was too busy to be looked at in time, the child stays longer.
      for (const milliseconds of [2000, 10_000]) if (cost.memory < seen) cost = await run(milliseconds);
      expect(cost.memory).toBeGreaterThan(seen);
      expect(cost.cpu).toBeGreaterThan(0.4);
      expect(cost.processes["node"]?.memory).toBeGreaterThan(seen);
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
