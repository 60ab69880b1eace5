import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { peaksOf } from "../../../tools/scale/night.ts";

const requests = (units: number, writes: number) => ({
  ...{ graph: units, units, writes },
  ...{ applicationWrites: writes, xcally: 0 },
});

test("stacks that run at the same time add up, and those one after the other do not", () => {
  const stacks = [requests(50, 20), requests(30, 10)];
  expect(peaksOf(stacks, { runners: 2, runSeconds: 10 }).unitsIn10Seconds).toBe(80);
  expect(peaksOf(stacks, { runners: 1, runSeconds: 10 }).unitsIn10Seconds).toBe(50);
});

test("a window that is longer than a run reaches into the next ones", () => {
  const stacks = Array.from({ length: 40 }, () => requests(10, 10));
  const peaks = peaksOf(stacks, { runners: 1, runSeconds: 10 });
  expect(peaks).toEqual({ unitsIn10Seconds: 10, writesIn150Seconds: 150, writesIn5Minutes: 300 });
});

test("no window holds more than was asked in all, and a longer one never less", () => {
  const some = fc.array(
    fc.nat({ max: 50 }).map((count) => requests(count, count)),
    { minLength: 1 },
  );
  const pace = fc.record({
    runners: fc.integer({ min: 1, max: 30 }),
    runSeconds: fc.integer({ min: 1, max: 400 }),
  });
  fc.assert(
    fc.property(some, pace, (stacks, how) => {
      const { unitsIn10Seconds, writesIn150Seconds, writesIn5Minutes } = peaksOf(stacks, how);
      const all = stacks.reduce((total, { writes }) => total + writes, 0);
      expect(writesIn5Minutes).toBeLessThanOrEqual(all);
      expect(writesIn150Seconds).toBeLessThanOrEqual(writesIn5Minutes);
      expect(unitsIn10Seconds).toBeLessThanOrEqual(writesIn150Seconds);
    }),
  );
});
