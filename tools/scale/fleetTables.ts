import type { Scenario } from "./arguments.ts";
import { makeFleet } from "./fleet.ts";
import { readMeasured } from "./measured.ts";
import { requestsOf } from "./requests.ts";
import { dueMoments, nightly, rotationsByRun, runsOf } from "./rotations.ts";
import { largestStack, listSeconds, previewSeconds, renewalSeconds } from "./runTimes.ts";
import { sizes } from "./sizeTables.ts";
import { statisticsOf } from "./statistics.ts";
import { duration, number, type Table } from "./table.ts";

/** What a preview asks of Graph: it lists the tagged applications of the whole tenant, whatever the size of its stack. */
export function previewTable({ times }: Scenario): Table {
  const { runs } = readMeasured();
  const rows = [200, 1_000, 5_000, 10_000, 50_000].map((applications) => {
    const { graph, units } = requestsOf(runs.preview, 1, { applications, cloudProviders: applications });
    const largest = largestStack(times, 60, applications);
    return {
      "applications in the tenant": number(applications),
      "requests to Graph": number(graph),
      "resource units": number(units),
      "longer by": duration(listSeconds(times, applications)),
      "largest stack with a preview in a minute": largest === 0 ? "none" : number(largest),
    };
  });
  return { name: "previews", rows };
}

/** Into how many stacks the fleet can be split, and what that means for previews and nights. */
export function splitTable({ mailboxes, span, secret, runners, times }: Scenario): Table {
  const measured = readMeasured();
  const due = dueMoments(secret, span);
  const rows = sizes
    .filter((size) => size > 1 && size <= mailboxes)
    .map((size) => {
      const stacks = Math.ceil(mailboxes / size);
      const fleet = makeFleet(mailboxes, stacks, "distinct");
      const { median, max } = statisticsOf(rotationsByRun(fleet.stacks, due, runsOf(span, nightly)).flat());
      const seconds = times.job + renewalSeconds(times, size, mailboxes);
      const preview = requestsOf(measured.runs.preview, size, {
        applications: mailboxes,
        cloudProviders: mailboxes,
      });
      return {
        "mailboxes in a stack": number(size),
        stacks: number(stacks),
        preview: duration(previewSeconds(times, size, mailboxes)),
        "renewals a night, median": number(median),
        most: number(max),
        "night of all stacks": duration(Math.ceil(stacks / runners) * seconds),
        "previews of all, Graph requests": number(preview.graph * stacks),
      };
    });
  return { name: "split", rows };
}
