import { spawn } from "node:child_process";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { listen } from "../../../simulator/shared/listen.ts";
import { createPipeline } from "../../simulator/entra/pipeline.ts";
import { startTestStack, type Config, type TestStack } from "../../stack/testStack.ts";
import { repository } from "../files.ts";

/** How a step of a pipeline ended. */
export interface Result {
  readonly status: number;
  /** Everything that it printed, both streams. */
  readonly output: string;
}

/** @throws Error with everything that the step has printed, where it did not end well. */
export function requireSuccess(name: string, { status, output }: Result): void {
  if (status !== 0) throw new Error(`${name} ended with ${status}:\n${output}`);
}

/** A test stack in whose folder the steps of a pipeline run, with the sign-in that the pipeline has. */
export interface PipelineStack extends TestStack {
  /** The folder that the steps run in, as if it were the checkout. */
  readonly folder: string;
  /**
   * Runs a step as the pipelines' machines do: bash that stops at the first failure. The environment has no client secret; a variable that
   * is given as undefined is taken out of it.
   */
  run(script: string, environment: Readonly<Record<string, string | undefined>>): Promise<Result>;
  /** The pipeline's own token for a job, which Entra ID trusts where the subject is one that was named at the start. */
  token(subject: string): Promise<string>;
  /** Environment of a job on GitHub that may ask for tokens (`id-token: write`). */
  gitHubTokens(subject: string): Readonly<Record<string, string>>;
}

/**
 * Starts a stack, and a pipeline that Entra ID trusts for these subjects.
 *
 * @param config of the stack `test`; a proof of a secret takes one answer.
 */
export async function startPipelineStack(
  subjects: readonly string[],
  config: Config = {},
): Promise<PipelineStack> {
  const pipeline = await createPipeline();
  const stack = await startTestStack(
    { secretProof: { answersInARow: 1, deadlineSeconds: 5 }, ...config },
    ["Application.Read.All", "Policy.Read.All", "User.Read.All"],
    { federatedCredentials: subjects.map((subject) => ({ ...pipeline.credential, subject })) },
  );
  const { workDir: folder, envVars, pulumiHome } = stack.stack.workspace;
  await Promise.all(
    ["commands", "pipelines", "simulator", "tools"].map((name) =>
      symlink(join(repository, name), join(folder, name)),
    ),
  );
  let offset = 0;
  const token = (subject: string) => {
    const seconds = Math.floor((Date.now() + offset) / 1000);
    return pipeline.token({ sub: subject, exp: seconds + 300 });
  };
  // Where a job on GitHub asks for its token; the subject stands in the address.
  const tokens = await listen({
    async fetch({ url }) {
      return Response.json({ value: await token(new URL(url).searchParams.get("subject") ?? "") });
    },
  });

  return {
    ...stack,
    folder,
    setClock: (time) => {
      offset = Date.parse(time) - Date.now();
      stack.setClock(time);
    },
    token,
    gitHubTokens: (subject) => ({
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${tokens.port}/?subject=${encodeURIComponent(subject)}`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    }),
    run: (script, environment) => {
      const none = { ARM_CLIENT_SECRET: undefined };
      const env = { ...process.env, ...envVars, ...none, PULUMI_HOME: pulumiHome, ...environment };
      return runBash(script, folder, env);
    },
    close: async () => {
      await tokens.close();
      await stack.close();
    },
  };
}

function runBash(script: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd, env });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.on("error", reject);
  child.on("close", (status) => {
    resolve({ status: status ?? -1, output: Buffer.concat(chunks).toString() });
  });
  return promise;
}
