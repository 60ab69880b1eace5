import { spawn } from "node:child_process";
import { secretCalendar } from "../../config/calendar.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { threeMailboxes, type Config, type TestStack } from "./testStack.ts";

const [support, sales] = threeMailboxes;
const secret = { anchor: "2026-01-01", everyDays: 80, graceDays: 20, lifetimeDays: 180, warnDays: 14 };
/** The moment at which the stack is made. */
const begin = "2027-01-01T08:00:00Z";
const callback = "https://motion.contoso.com/api/auth/azure/callback";

/** What the stack looks like before every change. */
export const unchanged: Config = {
  mailboxes: [support, sales],
  redirectUri: callback,
  protect: false,
  application: undefined,
  restrictToMailboxUser: undefined,
};

/** A change whose preview has a summary of its own. */
export interface PreviewScenario {
  /** Name of the fixture and of the golden summary. */
  readonly name: string;
  /** What is configured; by default what is there. */
  readonly config?: (stack: TestStack) => Config;
  /** The moment of the preview; by default the one at which the stack was made. */
  readonly at?: string;
  /** Arguments of `pulumi preview` besides. */
  readonly args?: (stack: TestStack) => Promise<readonly string[]>;
  /** What happens to the stack first. */
  readonly prepare?: (stack: TestStack) => Promise<void>;
  /** Whether the stack is not made yet. */
  readonly isFirst?: boolean;
}

/** Every kind of change that people review. */
export const previewScenarios: readonly PreviewScenario[] = [
  { name: "first", isFirst: true },
  { name: "firstShared", isFirst: true, config: () => ({ application: "shared" }) },
  { name: "noChange" },
  { name: "rotation", at: secretCalendar(new Date(begin), support.key, secret).nextRotation },
  {
    name: "displayName",
    config: () => ({ mailboxes: [support, { ...sales, displayName: "Sales | `dept` <b>@team</b>" }] }),
  },
  {
    name: "otherAccount",
    config: () => ({ mailboxes: [{ ...support, account: "info@contoso.com" }, sales] }),
  },
  { name: "removed", config: () => ({ mailboxes: [support] }) },
  { name: "restricted", config: () => ({ restrictToMailboxUser: true }) },
  {
    name: "adopted",
    config: ({ xcally }) => {
      const { id } = xcally.state.cloudProviders.create({
        name: "By hand",
        service: "Microsoft Azure",
        type: "Outlook365",
        clientId: "a",
        clientSecret: "b",
        tenantId: "c",
        redirectUri: null,
      });
      const info = { key: "info", address: "info@contoso.com", adopt: { cloudProviderId: id } };
      return { mailboxes: [support, sales, info] };
    },
  },
  { name: "redirectUri", config: () => ({ redirectUri: "https://other.contoso.com/callback" }) },
  { name: "renamed", config: () => ({ mailboxes: [{ ...support, key: "helpdesk" }, sales] }) },
  { name: "toShared", config: () => ({ application: "shared" }) },
  {
    name: "applicationReplaced",
    args: async (stack) => {
      const urn = (await stack.resources()).find(
        ({ type, urn }) => type === "azuread:index/application:Application" && urn.endsWith("::support"),
      )?.urn;
      return ["--replace", urn ?? ""];
    },
  },
  // Last, because it protects what there is: nothing of it can be removed any more.
  {
    name: "protectedRemoval",
    prepare: async (stack) => {
      await stack.configure({ ...unchanged, protect: true });
      await stack.up();
    },
    config: () => ({ mailboxes: [support], protect: true }),
  },
  {
    name: "unprotected",
    config: () => ({ mailboxes: [support, { ...sales, protect: false }], protect: true }),
  },
  { name: "retained", config: () => ({ mailboxes: [support, { ...sales, retain: true }], protect: true }) },
  { name: "failed", config: () => ({ mailboxes: [{ key: "Two words", address: "nobody" }] }) },
];

/** What a preview printed. */
export interface RecordedPreview {
  readonly text: string;
  readonly exitCode: number;
}

/** Makes the stack that scenarios change. */
export async function prepare(stack: TestStack): Promise<void> {
  stack.setClock(begin);
  await stack.configure(unchanged);
}

/** The preview of a scenario, by the real engine. */
export async function recordPreview(
  stack: TestStack,
  { config, at, args, prepare: before }: PreviewScenario,
  environment: Readonly<Record<string, string>> = {},
): Promise<RecordedPreview> {
  stack.setClock(at ?? begin);
  await before?.(stack);
  await stack.configure({ ...unchanged, ...config?.(stack) });
  const engine = await ensureEngine();
  const { workDir, envVars } = stack.stack.workspace;
  const child = spawn(
    engine.pulumi,
    ["preview", "--json", "--non-interactive", "--stack", stack.stack.name, ...((await args?.(stack)) ?? [])],
    {
      cwd: workDir,
      // As pipelines/scripts/preview.sh has it.
      env: { ...process.env, ...envVars, PULUMI_PARALLEL_DIFF: "true", ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const chunks: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => chunks.push(chunk));
  const exitCode = await new Promise<number>((resolve) =>
    child.on("close", (code) => {
      resolve(code ?? -1);
    }),
  );
  return { text: chunks.join(""), exitCode };
}
