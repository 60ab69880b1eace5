import { parseArgs } from "node:util";
import { readSecretSettings, type SecretSettings } from "../../config/rotation.ts";
import { tenantSizes, type TenantSize } from "./graphLimits.ts";
import type { RunTimes } from "./runTimes.ts";
import { withoutWindow, type Span } from "./rotations.ts";
import type { XcallyPace } from "./xcallyLimits.ts";

/** What is looked at. */
export interface Scenario {
  /** Mailboxes of the whole fleet, all in one tenant and on one XCALLY server. */
  readonly mailboxes: number;
  readonly stacks: number;
  readonly span: Span;
  /** Without its window. */
  readonly secret: SecretSettings;
  /** The same with a window. */
  readonly windowed: SecretSettings;
  readonly tenant: TenantSize;
  /** Stacks whose scheduled runs go on at the same time, such as jobs of a pipeline. */
  readonly runners: number;
  readonly times: RunTimes;
  readonly xcally: XcallyPace;
}

const options = {
  mailboxes: { type: "string", default: "10000" },
  stacks: { type: "string", default: "200" },
  from: { type: "string", default: "2027-01-01" },
  days: { type: "string", default: "365" },
  secret: { type: "string", default: "{}" },
  window: { type: "string", default: '{"weekdays": ["tue", "wed", "thu"], "fromHour": 2}' },
  tenant: { type: "string", default: "L" },
  runners: { type: "string", default: "20" },
  "job-seconds": { type: "string", default: "60" },
  "renewal-seconds": { type: "string", default: "10" },
  "preview-milliseconds": { type: "string", default: "2500" },
  "mailbox-milliseconds": { type: "string", default: "95" },
  "max-per-second": { type: "string", default: "20" },
  "max-in-flight": { type: "string", default: "8" },
  "xcally-milliseconds": { type: "string", default: "50" },
  "graph-milliseconds": { type: "string", default: "300" },
  help: { type: "boolean", default: false },
} as const;

/** How to call it. */
export const usage = `Usage: npm run scale -- [options]

Prints what a fleet of mailboxes costs, as the tables of docs/scale.md. The same options give the same tables.

${Object.entries(options)
  .flatMap(([name, option]) =>
    option.type === "string" ? [`  --${name.padEnd(20)} default ${option.default}`] : [],
  )
  .join("\n")}

--secret and --window are JSON as in a stack's configuration (secret, secret.window). --tenant is S, M or L, by its users.
--runners is how many stacks run at the same time. What is given in seconds and milliseconds is assumed: how long a job takes to begin, a
renewal, a preview of one mailbox, each further mailbox of it, an answer of XCALLY and a page of a list in Graph.`;

/**
 * Undefined where help is asked for.
 *
 * @throws Error in one sentence for an argument that is not allowed.
 */
export function readArguments(args: readonly string[]): Scenario | undefined {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) return undefined;
  const mailboxes = whole("mailboxes", values.mailboxes, 1_000_000);
  const stacks = whole("stacks", values.stacks, mailboxes);
  const from = Date.parse(`${values.from}T00:00:00Z`);
  if (Number.isNaN(from)) {
    throw new Error(`--from ${values.from} is not allowed: write a day, such as 2027-01-01.`);
  }
  const tenant = tenantSizes.find((size) => size === values.tenant);
  if (tenant === undefined) throw new Error(`--tenant ${values.tenant} is not allowed: choose S, M or L.`);
  const secret = withoutWindow(readSecret("secret", values.secret));
  const windowed = readSecret("window", JSON.stringify({ ...secret, window: json("window", values.window) }));
  return {
    mailboxes,
    stacks,
    span: { from, days: whole("days", values.days, 3_650) },
    secret,
    windowed,
    tenant,
    runners: whole("runners", values.runners, 10_000),
    times: {
      job: whole("job-seconds", values["job-seconds"], 3_600),
      renewal: whole("renewal-seconds", values["renewal-seconds"], 3_600),
      preview: whole("preview-milliseconds", values["preview-milliseconds"], 60_000) / 1000,
      mailbox: whole("mailbox-milliseconds", values["mailbox-milliseconds"], 60_000) / 1000,
      graphPage: whole("graph-milliseconds", values["graph-milliseconds"], 60_000) / 1000,
    },
    xcally: {
      maxPerSecond: whole("max-per-second", values["max-per-second"], 200),
      maxInFlight: whole("max-in-flight", values["max-in-flight"], 64),
      latency: whole("xcally-milliseconds", values["xcally-milliseconds"], 60_000) / 1000,
    },
  };
}

function whole(name: string, text: string, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
  throw new Error(`--${name} ${text} is not allowed: write a whole number from 1 to ${most}.`);
}

function json(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`--${name} ${text} is not allowed: write JSON.`);
  }
}

function readSecret(name: string, text: string): SecretSettings {
  const problems: string[] = [];
  const settings = readSecretSettings(json(name, text), {
    path: name,
    report: ({ path, message }) => problems.push(`${path}: ${message}`),
  });
  if (settings === undefined) throw new Error(`--${name} is not allowed: ${problems.join(" ")}`);
  return settings;
}
