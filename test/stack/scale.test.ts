import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { writeFileSync } from "node:fs";
import { measuredFile, readMeasured, runNames, type Measured } from "../../tools/scale/measured.ts";
import { linesThrough, live } from "./scaleRuns.ts";

jest.setTimeout(600_000);

let found: Measured;
beforeAll(async () => {
  const [small, large] = await Promise.all([live(1), live(3)]);
  found = linesThrough(small, large);
  if (process.env["RECORD"] !== undefined) {
    writeFileSync(measuredFile, `${JSON.stringify(found, undefined, 2)}\n`);
  }
});

/** If one fails because the stack asks for less now: RECORD=1, then the tables of docs/scale.md (test/tools/scale/page.test.ts). */
describe("the figures that docs/scale.md is made of are those of the real stack", () => {
  test.each(runNames)("%s asks Entra ID and XCALLY for as much as measured.json says", (name) => {
    const { graph, signIn, xcally } = found.runs[name];
    const expected = readMeasured().runs[name];
    expect({ graph, signIn, xcally }).toEqual({
      graph: expected.graph,
      signIn: expected.signIn,
      xcally: expected.xcally,
    });
  });

  // How files are watched differs elsewhere.
  (process.platform === "linux" ? test : test.skip)(
    "the state is written as often as it says (seen on Linux)",
    () => {
      const writes = ({ runs }: Measured) => runNames.map((name) => [name, runs[name].stateWrites]);
      expect(writes(found)).toEqual(writes(readMeasured()));
    },
  );

  test("the state is as large as it says, within a twentieth", () => {
    const { stateBytes } = readMeasured();
    expect(found.stateBytes.perMailbox / stateBytes.perMailbox).toBeCloseTo(1, 1);
  });
});
