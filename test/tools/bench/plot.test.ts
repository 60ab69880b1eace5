import { describe, expect, test } from "@jest/globals";
import { plotResults } from "../../../tools/bench/plot.ts";
import { results } from "./results.ts";

describe("the plot of the bench", () => {
  const svg = plotResults(results);

  test("has a point for each system, number of mailboxes and panel", () => {
    expect(svg.match(/<circle /g)).toHaveLength(2 * 2 * 2);
    expect(svg.match(/<polyline /g)).toHaveLength(2 * 2);
  });

  test("places what takes longer higher, and more mailboxes further to the right", () => {
    const [first, second] = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map((match) => ({
      x: Number(match[1]),
      y: Number(match[2]),
    }));
    expect(second?.x).toBeGreaterThan(first?.x ?? Infinity);
    expect(second?.y).toBeLessThan(first?.y ?? -Infinity);
  });

  test("names axes and systems, and no figure is missing", () => {
    for (const word of ["mailboxes", "this stack", "OpenTofu", "First up"]) expect(svg).toContain(word);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
