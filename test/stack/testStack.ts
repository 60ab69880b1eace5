import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { LocalWorkspace, PulumiCommand, Stack, type OpMap } from "@pulumi/pulumi/automation/index.js";
import { leastPrivilege } from "../../simulator/entra/options.ts";
import { startSimulators, type SimulatorOptions, type Simulators } from "../../simulator/start.ts";
import { requireTrustByFile } from "../../simulator/platform.ts";
import { ensureEngine } from "../../tools/engine/index.ts";
import { withoutSignIns } from "../../tools/withoutSignIns.ts";
import { createWorkspace } from "../../tools/workspace.ts";

/** Configuration of a stack, keys without namespace. */
export type Config = Readonly<Record<string, unknown>>;

/** Three mailboxes as in the stack `dev`; info is a shared mailbox. */
export const threeMailboxes = [
  { key: "support", address: "support@contoso.com" },
  { key: "sales", address: "sales@contoso.com" },
  { key: "info", address: "info@contoso.com", shared: true, signInUser: "agent@contoso.com" },
] as const;

/** A resource in state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly retainOnDelete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The real engine, the real plugins and this clone's program, against stand-ins of their own. */
export interface TestStack extends Simulators {
  /** The Automation API's handle, for what the shorthands below do not cover. */
  readonly stack: Stack;
  /** Everything that the engine has printed so far. */
  readonly output: () => string;
  /** Adds to the configuration, or replaces parts of it; undefined removes a key. */
  configure(config: Config): Promise<void>;
  /** `pulumi up`; the counts of changes. */
  up(): Promise<OpMap>;
  /** `pulumi preview`; the counts of changes. */
  preview(): Promise<OpMap>;
  /** `pulumi refresh`; the counts of changes. */
  refresh(): Promise<OpMap>;
  /** Moves everybody's clock: the program's, Entra ID's and XCALLY's. */
  setClock(time: string): void;
  /** Resources as they are in state. */
  resources(): Promise<readonly StateResource[]>;
  /** Every file of the state backend as one text: state, history and backups. */
  backend(): Promise<string>;
}

/**
 * Starts everything with three mailboxes configured that may be deleted again, and nothing made yet.
 *
 * @param more application permissions on Microsoft Graph that the deployer has besides the least that the stack needs.
 * @param options how the stand-ins start, but for their clock and the deployer's permissions.
 */
export async function startTestStack(
  config: Config = {},
  more: readonly string[] = [],
  options: Omit<SimulatorOptions, "now" | "deployerRoles"> = {},
): Promise<TestStack> {
  requireTrustByFile();
  // The Automation API hands on this process's environment: a sign-in of the developer's own must not reach the plugins.
  process.env = withoutSignIns();
  const engine = await ensureEngine();
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const simulators = await startSimulators(
    { entraMetadata: 0, entra: 0, xcally: 0 },
    { ...options, now, deployerRoles: [...leastPrivilege, ...more] },
  );
  const workspace = await createWorkspace("test");
  const pulumiCommand = await PulumiCommand.get({
    root: dirname(dirname(engine.pulumi)),
    skipVersionCheck: true,
  });
  const local = await LocalWorkspace.create({
    workDir: workspace.folder,
    pulumiCommand,
    pulumiHome: engine.environment["PULUMI_HOME"] ?? "",
    envVars: { ...engine.environment, ...simulators.environment, ...workspace.environment },
  });
  let current: Config = { xcallyUrl: simulators.xcally.url, mailboxes: threeMailboxes, protect: false };
  const configure = async (changes: Config) => {
    current = { ...current, ...changes };
    await workspace.configure(
      Object.fromEntries(Object.entries(current).filter(([, value]) => value !== undefined)),
    );
  };
  await configure(config);
  const stack = await Stack.createOrSelect(workspace.stack, local);
  const lines: string[] = [];
  const onOutput = (text: string) => lines.push(text);

  return {
    ...simulators,
    stack,
    output: () => lines.join(""),
    configure,
    up: async () => (await stack.up({ onOutput, onError: onOutput })).summary.resourceChanges ?? {},
    preview: async () => (await stack.preview({ onOutput, onError: onOutput })).changeSummary,
    refresh: async () => (await stack.refresh({ onOutput, onError: onOutput })).summary.resourceChanges ?? {},
    setClock: (time) => {
      offset = Date.parse(time) - Date.now();
      const movedClock = pathToFileURL(join(import.meta.dirname, "../support/movedClock.js")).href;
      Object.assign(local.envVars, {
        NODE_OPTIONS: `--import=${movedClock}`,
        CLOCK_OFFSET_MS: String(offset),
      });
    },
    resources: async () =>
      ((await stack.exportStack()).deployment as { resources: StateResource[] }).resources,
    backend: () => readAll(fileURLToPath(workspace.environment["PULUMI_BACKEND_URL"] ?? "")),
    close: async () => {
      await Promise.all([simulators.close(), workspace.remove()]);
      const unexpected = [...simulators.entra.unexpectedRequests, ...simulators.xcally.unexpectedRequests];
      if (unexpected.length > 0)
        throw new Error(`Nobody planned for these requests: ${JSON.stringify(unexpected)}`);
    },
  };
}

async function readAll(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
}
