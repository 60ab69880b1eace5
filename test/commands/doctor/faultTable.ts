import { expect, test } from "@jest/globals";
import { startWorld, type World, type WorldOptions } from "./world.ts";

/** Something that is wrong, and what the doctor says of it. */
export interface Fault {
  /** What is wrong; with `the doctor names` before it, the name of the test. */
  readonly wrong: string;
  /** How the world starts. Defaults to a healthy one. */
  readonly options?: WorldOptions;
  readonly break: (world: World) => unknown;
  /** Every line of the report that is neither PASS nor SKIP, and the SKIP lines that it names. */
  readonly says: (world: World) => readonly string[];
}

/** One test for each row: the doctor says exactly these lines, and nothing else is wrong. */
export function testFaults(faults: readonly Fault[]): void {
  for (const { wrong, options, break: breakIt, says } of faults) {
    test(`the doctor names ${wrong}`, async () => {
      const world = await startWorld(options);
      try {
        await breakIt(world);
        const wanted = says(world);
        const lines = (await world.lines()).slice(0, -1);
        const bad = lines.filter((line) => /^(?:WARN|FAIL)/.test(line) || wanted.includes(line));
        expect(bad).toEqual(wanted);
        expect([...world.entra.unexpectedRequests, ...world.xcally.unexpectedRequests]).toEqual([]);
      } finally {
        await world.close();
      }
    });
  }
}

/** The beginning of a line. */
export const fail = (group: string, text: string) => `FAIL  ${group.padEnd(13)}  ${text}`;
export const warn = (group: string, text: string) => `WARN  ${group.padEnd(13)}  ${text}`;
export const skip = (group: string, text: string) => `SKIP  ${group.padEnd(13)}  ${text}`;
