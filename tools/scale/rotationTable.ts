import type { SecretSettings } from "../../config/rotation.ts";
import type { Scenario } from "./arguments.ts";
import { makeFleet, type Naming } from "./fleet.ts";
import { unitsIn10Seconds, tenantWritesIn5Minutes, writesIn150Seconds } from "./graphLimits.ts";
import { readMeasured } from "./measured.ts";
import { peaksOf } from "./night.ts";
import { requestsOf } from "./requests.ts";
import { dueMoments, nightly, rotationsByRun, runsOf, weekly, type Schedule } from "./rotations.ts";
import { renewalSeconds } from "./runTimes.ts";
import { statisticsOf, sum } from "./statistics.ts";
import { number, type Table } from "./table.ts";

/** A way to run the fleet's renewals. */
interface Case {
  readonly words: string;
  readonly naming: Naming;
  readonly secret: SecretSettings;
  readonly schedule: Schedule;
}

function casesOf({ secret, windowed }: Scenario): readonly Case[] {
  return [
    { words: "every night", naming: "distinct", secret, schedule: nightly },
    { words: "every night, with a window", naming: "distinct", secret: windowed, schedule: nightly },
    { words: "once a week", naming: "distinct", secret, schedule: weekly },
    { words: "every night, same keys in all stacks", naming: "same", secret, schedule: nightly },
    { words: "once a week, same keys in all stacks", naming: "same", secret, schedule: weekly },
  ];
}

/** Renewals of each run by stack, those of the whole span. */
function rotationsOf(
  { mailboxes, stacks, span }: Scenario,
  { naming, secret, schedule }: Case,
): readonly (readonly number[])[] {
  const fleet = makeFleet(mailboxes, stacks, naming);
  return rotationsByRun(fleet.stacks, dueMoments(secret, span), runsOf(span, schedule));
}

/** How many mailboxes a run of the whole fleet renews, and how many it renews in one stack. */
export function rotationTable(scenario: Scenario): Table {
  const rows = casesOf(scenario).map((one) => {
    const runs = rotationsOf(scenario, one);
    const { median, p99, max } = statisticsOf(runs.map(sum));
    const inStack = statisticsOf(runs.flat());
    return {
      "renewals are looked for": one.words,
      "median a run": number(median),
      "99 of 100 runs": number(p99),
      most: number(max),
      "most in one stack": number(inStack.max),
    };
  });
  return { name: "rotations", rows };
}

/** What Graph is asked in the fleet's busiest run, against its limits. */
export function graphTable(scenario: Scenario): Table {
  const { mailboxes, stacks, runners, times } = scenario;
  const { runs } = readMeasured();
  const around = { applications: mailboxes, cloudProviders: mailboxes };
  const rows = casesOf(scenario).map((one) => {
    const byRun = rotationsOf(scenario, one);
    const busiest = byRun.reduce((most, run) => (sum(run) > sum(most) ? run : most), []);
    // A renewal in a pipeline is a preview that must hold nothing else, and then the `up`.
    const requests = busiest.map((renewals) => {
      const preview = requestsOf(runs.preview, renewals, around);
      const up = requestsOf(runs.rotation, renewals, around);
      return {
        graph: preview.graph + up.graph,
        units: preview.units + up.units,
        writes: preview.writes + up.writes,
        applicationWrites: preview.applicationWrites + up.applicationWrites,
        xcally: preview.xcally + up.xcally,
      };
    });
    const size = Math.ceil(mailboxes / stacks);
    const runSeconds = renewalSeconds(times, size, mailboxes);
    const peaks = peaksOf(requests, { runners, runSeconds });
    return {
      "renewals are looked for": one.words,
      requests: number(sum(requests.map(({ graph }) => graph))),
      "units in 10 s": number(peaks.unitsIn10Seconds),
      "writes in 150 s": number(peaks.writesIn150Seconds),
      "writes in 5 min": number(peaks.writesIn5Minutes),
    };
  });
  const limits = {
    "renewals are looked for": `Graph's limit (tenant ${scenario.tenant})`,
    requests: "",
    "units in 10 s": number(unitsIn10Seconds[scenario.tenant]),
    "writes in 150 s": number(writesIn150Seconds),
    "writes in 5 min": number(tenantWritesIn5Minutes),
  };
  return { name: "graph", rows: [...rows, limits] };
}
