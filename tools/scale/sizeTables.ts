import type { Scenario } from "./arguments.ts";
import { makeFleet } from "./fleet.ts";
import { personalApplicationWritesInMinute, writesIn150Seconds } from "./graphLimits.ts";
import { at, readMeasured } from "./measured.ts";
import { requestsOf } from "./requests.ts";
import { dueMoments, rotationsByRun, runsOf } from "./rotations.ts";
import { bytesWritten } from "./state.ts";
import { statisticsOf } from "./statistics.ts";
import { bytes, duration, number, type Table } from "./table.ts";
import { requestsPerSecond } from "./xcallyLimits.ts";

const sizes = [1, 10, 50, 100, 200, 500, 1000] as const;

/** What grows with the square of a stack's mailboxes: the bytes that go to the state backend. */
export function stateTable(): Table {
  const measured = readMeasured();
  const rows = sizes.map((size) => ({
    "mailboxes in a stack": number(size),
    state: bytes(at(measured.stateBytes, size)),
    "writes, first `up`": number(at(measured.runs.firstUp.stateWrites, size)),
    "written, first `up`": bytes(bytesWritten(measured, "firstUp", size)),
    "written, all renewed": bytes(bytesWritten(measured, "rotation", size)),
    "written, `SKIP_CHECKPOINTS`": bytes(at(measured.stateBytes, size)),
  }));
  return { name: "state", rows };
}

/** How long a stack's runs take at least, by the limits towards XCALLY and by Graph's quota of writes. */
export function timeTable({ xcally }: Scenario): Table {
  const { runs } = readMeasured();
  const rate = requestsPerSecond(xcally);
  const rows = sizes.map((size) => {
    const around = { applications: size, cloudProviders: size };
    const of = (run: "firstUp" | "refresh" | "rotation") => requestsOf(runs[run], size, around);
    const atXcally = (run: "firstUp" | "refresh" | "rotation") => duration(of(run).xcally / rate);
    return {
      "mailboxes in a stack": number(size),
      "first `up`, XCALLY": atXcally("firstUp"),
      "`refresh`, XCALLY": atXcally("refresh"),
      "all renewed, XCALLY": atXcally("rotation"),
      "first `up`, writes to Graph": number(of("firstUp").writes),
      "at its quota": duration((of("firstUp").writes / writesIn150Seconds) * 150),
      "personal accounts too": duration(
        (of("firstUp").applicationWrites / personalApplicationWritesInMinute) * 60,
      ),
    };
  });
  return { name: "time", rows };
}

/** Into how many stacks a fleet is split, and what a night is for each of them. */
export function splitTable(scenario: Scenario): Table {
  const measured = readMeasured();
  const { mailboxes, span, secret, pace, graphLatency } = scenario;
  const due = dueMoments(secret, span);
  const around = { applications: mailboxes, cloudProviders: mailboxes };
  const rows = sizes
    .filter((size) => size > 1 && size <= mailboxes)
    .map((size) => {
      const stacks = Math.ceil(mailboxes / size);
      const byRun = rotationsByRun(
        makeFleet(mailboxes, stacks, "distinct").stacks,
        due,
        runsOf(span, { everyDays: 1, hour: 4 }),
      );
      const { median, max } = statisticsOf(byRun.flat());
      const night = Math.ceil(stacks / pace.runners) * pace.runSeconds;
      const preview = requestsOf(measured.runs.preview, size, around);
      return {
        "mailboxes in a stack": number(size),
        stacks: number(stacks),
        "renewals a night, median": number(median),
        most: number(max),
        [`night, ${number(pace.runners)} at once`]: duration(night),
        "Graph, previews of all": number(preview.graph * stacks),
        "one after the other": duration(preview.graph * graphLatency * stacks),
      };
    });
  return { name: "split", rows };
}

/** What a preview asks of Graph: it lists the tagged applications of the whole tenant, whatever the size of its stack. */
export function previewTable({ graphLatency }: Scenario): Table {
  const { runs } = readMeasured();
  const rows = [1, 200, 1_000, 5_000, 10_000, 50_000].map((applications) => {
    const { graph, units } = requestsOf(runs.preview, 1, { applications, cloudProviders: applications });
    return {
      "applications in the tenant": number(applications),
      "requests to Graph": number(graph),
      "resource units": number(units),
      "pages, one after the other": duration(Math.ceil(applications / 200) * graphLatency),
      "100 previews, units": number(100 * units),
    };
  });
  return { name: "previews", rows };
}
