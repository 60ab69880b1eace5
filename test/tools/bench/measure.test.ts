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
  (hasProc ? test : test.skip)("has its child's memory and processor time on its account", async () => {
    const child = `const all = Buffer.alloc(200e6, 1); const end = Date.now() + 1000; while (Date.now() < end); all.at(0)`;
    const { cost } = await measure(
      node(`require("child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(child)}])`),
    );
    expect(cost.memory).toBeGreaterThan(200e6);
    expect(cost.cpu).toBeGreaterThan(0.5);
    expect(cost.wall).toBeGreaterThan(1);
  });

  test("gives what it printed", async () => {
    expect(
      (await measure(node("console.log('a'); console.error('b')"))).output.split("\n").toSorted(),
    ).toEqual(["", "a", "b"]);
  });

  test("is no figure when it fails: the error has its last lines", async () => {
    await expect(measure(node("console.log('why'); process.exit(3)"))).rejects.toThrow(/ended with 3:\nwhy/);
  });
});
