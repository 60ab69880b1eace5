import { watch } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { RecordedRequest } from "../../simulator/shared/requestLog.ts";
import type { Line, Measured, RunName } from "../../tools/scale/measured.ts";
import { startTestStack } from "./testStack.ts";

/** Numbers of requests by their names, and of writes of the state. */
interface Counts {
  readonly graph: Readonly<Record<string, number>>;
  readonly signIn: Readonly<Record<string, number>>;
  readonly xcally: Readonly<Record<string, number>>;
  readonly stateWrites: number;
}
/** What a stack of so many mailboxes did. */
export interface Life {
  readonly mailboxes: number;
  readonly runs: Readonly<Record<RunName, Counts>>;
  readonly stateBytes: number;
}

/** Leads a stack through one of each run. Every mailbox has one renewal in the rotation: a whole period lies between. */
export async function live(mailboxes: number): Promise<Life> {
  const addresses = Array.from({ length: mailboxes }, (_, index) => `mailbox-${index + 1}@contoso.com`);
  const stack = await startTestStack({
    mailboxes: addresses.map((address) => ({ key: address.replace(/@.*/, ""), address })),
  });
  const { entra, xcally } = stack;
  const [model] = xcally.state.mailAccounts.list();
  if (model === undefined) throw new Error("The stand-in starts with mail accounts.");
  for (const address of addresses) {
    xcally.state.mailAccounts.create({ ...model, name: address, email: address, user: address });
  }
  const folder = stateFolder(stack.stack.workspace.envVars["PULUMI_BACKEND_URL"]);
  let stateWrites = 0;
  // Each write ends with a rename to this very name.
  const watcher = watch(folder, (event, name) => {
    if (event === "rename" && name === "test.json") stateWrites += 1;
  });
  const count = async (run: () => Promise<unknown>): Promise<Counts> => {
    const before = { entra: entra.requests.length, xcally: xcally.requests.length, stateWrites };
    await run();
    // The last event may still be on its way.
    await setTimeout(200);
    const toEntra = entra.requests.slice(before.entra);
    return {
      graph: tally(toEntra.filter(isGraph)),
      signIn: tally(toEntra.filter((request) => !isGraph(request))),
      xcally: tally(xcally.requests.slice(before.xcally)),
      stateWrites: stateWrites - before.stateWrites,
    };
  };
  try {
    stack.setClock("2026-12-01T08:00:00Z");
    const firstPreview = await count(() => stack.preview());
    const firstUp = await count(() => stack.up());
    const { size: stateBytes } = await stat(join(folder, "test.json"));
    const preview = await count(() => stack.preview());
    const up = await count(() => stack.up());
    const refresh = await count(() => stack.refresh());
    stack.setClock("2027-02-19T08:00:00Z");
    const rotation = await count(() => stack.up());
    const destroy = await count(() => stack.stack.destroy());
    const runs = { firstPreview, firstUp, preview, up, refresh, rotation, destroy };
    return { mailboxes, runs, stateBytes };
  } finally {
    watcher.close();
    await stack.close();
  }
}

/** The straight lines through two stacks of different size. */
export function linesThrough(small: Life, large: Life): Measured {
  const line = (one: number, other: number): Line => {
    const perMailbox = (other - one) / (large.mailboxes - small.mailboxes);
    return { fixed: one - perMailbox * small.mailboxes, perMailbox };
  };
  const lines = (one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      [...new Set([...Object.keys(one), ...Object.keys(other)])]
        .toSorted()
        .map((name) => [name, line(one[name] ?? 0, other[name] ?? 0)]),
    );
  const run = (name: RunName) => {
    const [one, other] = [small.runs[name], large.runs[name]];
    return {
      graph: lines(one.graph, other.graph),
      signIn: lines(one.signIn, other.signIn),
      xcally: lines(one.xcally, other.xcally),
      stateWrites: line(one.stateWrites, other.stateWrites),
    };
  };
  return {
    runs: {
      firstPreview: run("firstPreview"),
      firstUp: run("firstUp"),
      preview: run("preview"),
      up: run("up"),
      refresh: run("refresh"),
      rotation: run("rotation"),
      destroy: run("destroy"),
    },
    stateBytes: line(small.stateBytes, large.stateBytes),
  };
}

function stateFolder(backend: unknown): string {
  const url = z.string().parse(backend).replace(/\?.*/, "");
  return join(fileURLToPath(url), ".pulumi/stacks/xcally-mail-authentication");
}

function isGraph({ path }: RecordedRequest): boolean {
  return path.startsWith("/graph/");
}

function tally(requests: readonly RecordedRequest[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const request of requests) {
    const name = nameOf(request);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Method, path without ids and names of the query's options; of sizes of pages their values too. */
function nameOf({ method, path, query }: RecordedRequest): string {
  const kind = path
    .replace("/graph/", "")
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "{id}")
    .replace(/\/\d+$/, "/{id}")
    .replace(/(oauth2PermissionGrants)\/.*/, "$1/{id}");
  const options = Object.keys(query)
    .toSorted()
    .map((name) => (name === "$top" || name === "limit" ? `${name}=${query[name] ?? ""}` : name));
  return `${method} ${kind}${options.length === 0 ? "" : `?${options.join("&")}`}`;
}
