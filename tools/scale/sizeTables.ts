import type { Scenario } from "./arguments.ts";
import { personalApplicationWritesInMinute, writesIn150Seconds } from "./graphLimits.ts";
import { at, readMeasured, type RunName } from "./measured.ts";
import { requestsOf } from "./requests.ts";
import { bytesWritten } from "./state.ts";
import { bytes, duration, number, type Table } from "./table.ts";
import { requestsPerSecond } from "./xcallyLimits.ts";

/** Mailboxes in a stack, as the tables have them. */
export const sizes = [1, 10, 50, 100, 200, 500, 1000] as const;

/** What grows with the square of a stack's mailboxes: the bytes that go to the state backend. */
export function stateTable(): Table {
  const measured = readMeasured();
  const rows = sizes.map((size) => ({
    "mailboxes in a stack": number(size),
    state: bytes(at(measured.stateBytes, size)),
    "writes, first `up`": number(at(measured.runs.firstUp.stateWrites, size)),
    "written, first `up`": bytes(bytesWritten(measured, "firstUp", size)),
    "written, all renewed": bytes(bytesWritten(measured, "rotation", size)),
  }));
  return { name: "state", rows };
}

/**
 * How long runs take at least, by the limits towards XCALLY and by Graph's quota of writes. The last row is the whole fleet in all its stacks, each of
 * which reads the lists for itself.
 */
export function timeTable({ xcally, mailboxes, stacks }: Scenario): Table {
  const { runs } = readMeasured();
  const rate = requestsPerSecond(xcally);
  const rows = [...sizes.filter((size) => size < mailboxes), mailboxes].map((size) => {
    const parts = size === mailboxes ? stacks : 1;
    const around = { applications: size, cloudProviders: size };
    const of = (run: RunName) => requestsOf(runs[run], size / parts, around);
    const atXcally = (run: RunName) => duration((parts * of(run).xcally) / rate);
    const writes = parts * of("firstUp").writes;
    const applicationWrites = parts * of("firstUp").applicationWrites;
    return {
      mailboxes: number(size),
      "XCALLY: first `up`": atXcally("firstUp"),
      "`refresh`": atXcally("refresh"),
      "all renewed": atXcally("rotation"),
      "Graph: writes of a first `up`": number(writes),
      "at its quota": duration((writes / writesIn150Seconds) * 150),
      "with personal accounts": duration((applicationWrites / personalApplicationWritesInMinute) * 60),
    };
  });
  return { name: "time", rows };
}
