import { expect, jest, test } from "@jest/globals";
import PQueue from "p-queue";
import { describeRun, figures, findingTable } from "./figures.ts";
import { planOf, seedsOf } from "./plan.ts";
import { carryOut, type SoakRun } from "./randomKill.ts";

jest.setTimeout(3_600_000);

/**
 * Four runs of a new stack, killed when a service principal, a consent, a Cloud Provider and a link were just made; `npm run test:soak`
 * asks for more of them.
 */
const seeds = seedsOf(process.env["SOAK_SEEDS"] ?? "16,21,57,67");
/** Runs at once: they wait for Entra ID most of the time. */
const concurrency = Number(process.env["SOAK_PARALLEL"] ?? 4);

test("killed at a random request and brought back with pulumi up, nothing is there twice, left over, lost or changed that is not ours", async () => {
  const runs: SoakRun[] = [];
  const queue = new PQueue({ concurrency });
  const carriedOut = await Promise.allSettled(
    seeds.map((seed) =>
      queue.add(async () => {
        const run = await carryOut(planOf(seed));
        runs.push(run);
        process.stderr.write(`${describeRun(run)}\n`);
      }),
    ),
  );
  process.stderr.write(`\n${findingTable(runs)}\n${figures(runs)}\n`);
  expect(carriedOut.filter(({ status }) => status === "rejected")).toEqual([]);
  expect(
    runs.flatMap(({ plan, findings }) => findings.map((finding) => ({ seed: plan.seed, ...finding }))),
  ).toEqual([]);
  // A kill that comes too late shows nothing.
  expect(runs.filter(({ killedAt }) => killedAt !== undefined).length).toBeGreaterThanOrEqual(
    seeds.length * 0.9,
  );
});
