import { at, readMeasured, type RunName } from "./measured.ts";
import { requestsOf, type Requests } from "./requests.ts";
import { number, type Table } from "./table.ts";

const runs: Readonly<Record<RunName, string>> = {
  firstPreview: "preview of a new stack",
  firstUp: "first `up`",
  preview: "preview, nothing to do",
  up: "`up`, nothing to do",
  refresh: "`refresh`",
  rotation: "`up` that renews every mailbox",
  destroy: "`destroy`",
};

/** What a run asks for: what is fixed, and what each mailbox adds, in a tenant and on a server with nothing else. */
export function requestTable(): Table {
  const measured = readMeasured();
  const rows = Object.entries(runs).map(([name, words]) => {
    const run = measured.runs[name as RunName];
    const of = (mailboxes: number) => requestsOf(run, mailboxes, { applications: 1, cloudProviders: 1 });
    const [none, one] = [of(0), of(1)];
    const line = (field: keyof Requests) => both(none[field], one[field] - none[field]);
    return {
      run: words,
      Graph: line("graph"),
      "resource units": line("units"),
      writes: line("writes"),
      XCALLY: line("xcally"),
      "state written": both(at(run.stateWrites, 0), run.stateWrites.perMailbox),
    };
  });
  return { name: "requests", rows };
}

function both(fixed: number, perMailbox: number): string {
  return perMailbox === 0 ? number(fixed) : `${number(fixed)} + ${number(perMailbox)} n`;
}
