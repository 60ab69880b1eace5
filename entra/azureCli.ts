import { execFile } from "node:child_process";
import { z } from "zod";
import { explainCode } from "./aadsts.ts";
import { readVariable, type Environment } from "./environment.ts";
import { parseJson } from "./json.ts";

/** What the Azure CLI is asked for. */
export interface AzureCliArgs {
  /** The tenant to have a token of; the Azure CLI's own choice where it is undefined. */
  readonly tenantId: string | undefined;
  /** The API that the token is for, such as `https://graph.microsoft.com`. */
  readonly resource: string;
  /** Of the Azure CLI; also where it is looked for. */
  readonly environment: Environment;
  /** Milliseconds until it must have answered. Defaults to 30 seconds: it may take ten to start. */
  readonly timeoutMs?: number;
}

/** A program to start. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Where it starts; undefined for where this process is. */
  readonly cwd: string | undefined;
}

const tokenOutput = z.object({ accessToken: z.string().min(1) });
const failure = z.object({ code: z.unknown(), killed: z.boolean().default(false) });

/** What no argument here needs, and what the command line of Windows could take for its own. */
const unusual = /[^\w.:/@-]/;

/**
 * Gets a token of whoever is signed in with the Azure CLI: `az account get-access-token`.
 *
 * @throws Error One sentence that says what to do, mostly `az login`.
 */
export async function azureCliToken(args: AzureCliArgs): Promise<string> {
  const { environment, tenantId, timeoutMs = 30_000 } = args;
  const { file, args: words, cwd } = azCommand(args, process.platform);
  const signIn = tenantId === undefined ? "run az login" : `run az login --tenant ${tenantId}`;
  return new Promise((resolve, reject) => {
    execFile(file, [...words], { env: environment, cwd, timeout: timeoutMs }, (error, stdout, stderr) => {
      const output = tokenOutput.safeParse(parseJson(stdout));
      if (!error && output.success) {
        resolve(output.data.accessToken);
        return;
      }
      const [reason, action] = describe(error, stderr, timeoutMs, signIn);
      reject(new Error(`Could not get a token from the Azure CLI: ${reason}; ${action}.`));
    });
  });
}

/**
 * The command line that asks for a token. Windows has a batch file, `az.cmd`, which only its command interpreter can
 * start; that one looks in the current folder first, so it starts where nobody leaves programs lying about.
 *
 * @throws Error One sentence: the tenant or the resource holds characters that neither ever has.
 */
export function azCommand(
  { tenantId, resource, environment }: AzureCliArgs,
  platform: NodeJS.Platform,
): Command {
  for (const value of [tenantId, resource]) {
    if (value === undefined || !unusual.test(value)) continue;
    throw new Error(
      `"${value}" cannot be given to the Azure CLI; set the tenant id to the tenant's GUID or domain.`,
    );
  }
  // As the azuread provider does it: the Cloud Shell has one tenant and knows no other.
  const inCloudShell = environment["AZUREPS_HOST_ENVIRONMENT"]?.startsWith("cloud-shell/") ?? false;
  const tenant = tenantId === undefined || inCloudShell ? [] : ["--tenant", tenantId];
  const args = ["account", "get-access-token", "--resource", resource, ...tenant, "--output", "json"];
  if (platform !== "win32") return { file: "az", args, cwd: undefined };
  const file = readVariable(environment, "ComSpec", "COMSPEC") ?? "cmd.exe";
  return {
    file,
    args: ["/d", "/c", "az", ...args],
    cwd: readVariable(environment, "SystemRoot", "SYSTEMROOT"),
  };
}

/** What went wrong and what to do, both clauses. */
function describe(
  error: Error | null,
  stderr: string,
  timeoutMs: number,
  signIn: string,
): readonly [string, string] {
  const { code, killed } = failure.catch({ code: undefined, killed: false }).parse(error);
  if (code === "ENOENT") return ["az is not installed, or not on the PATH", `install it and ${signIn}`];
  if (killed)
    return [`az gave no answer within ${timeoutMs / 1000} seconds`, `${signIn}, and see what it waits for`];
  if (!error) return ["what az printed holds no token", `update it and ${signIn}`];
  const number = /AADSTS(\d+)/.exec(stderr)?.[1];
  const words = firstWords(stderr);
  if (number !== undefined)
    return [`${explainCode(Number(number), words).meaning} (AADSTS${number})`, signIn];
  return [words === "" ? "az failed without saying why" : `az says "${words}"`, signIn];
}

/** The first sentence of what az complains about, without its period. */
function firstWords(stderr: string): string {
  const complaint = /^(?:ERROR: )(.*)$/m.exec(stderr)?.[1] ?? stderr.trim().split("\n")[0] ?? "";
  const [sentence = ""] = complaint
    .replace(/^AADSTS\d+:\s*/, "")
    .trim()
    .split(/(?<=[.!?])\s/);
  return sentence.replace(/\.$/, "").slice(0, 200);
}
