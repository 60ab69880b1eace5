import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { makeFleet } from "../../../tools/scale/fleet.ts";

const counts = fc
  .integer({ min: 1, max: 300 })
  .chain((mailboxes) => fc.tuple(fc.constant(mailboxes), fc.integer({ min: 1, max: mailboxes })));

test("every mailbox is in one stack, and stacks differ by one mailbox at most", () => {
  fc.assert(
    fc.property(counts, ([mailboxes, stacks]) => {
      const fleet = makeFleet(mailboxes, stacks, "distinct").stacks;
      expect(new Set(fleet.flat()).size).toBe(mailboxes);
      const sizes = fleet.map(({ length }) => length);
      expect(sizes).toHaveLength(stacks);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test("stacks that use the same keys have as many mailboxes, all called alike", () => {
  const { stacks } = makeFleet(6, 3, "same");
  expect(stacks).toEqual([
    ["mailbox-1", "mailbox-2"],
    ["mailbox-1", "mailbox-2"],
    ["mailbox-1", "mailbox-2"],
  ]);
});
