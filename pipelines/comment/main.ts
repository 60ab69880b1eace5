/** `npm run pull-request-comment`: puts a Markdown file into the pull request that has started the pipeline. See `usage`. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { onAzureDevOps } from "./azureDevOps.ts";
import { onGitHub } from "./github.ts";
import { onGitLab } from "./gitlab.ts";
import type { Environment, PullRequest } from "./place.ts";

const usage = `Usage: npm run pull-request-comment -- --stack NAME --file FILE

Puts the Markdown of FILE into the pull request that has started this pipeline of GitHub Actions, GitLab CI or Azure DevOps. Each stack
has one comment, which is replaced by the next run. Exit code 1: it could not.`;

try {
  const { values } = parseArgs({
    options: { stack: { type: "string" }, file: { type: "string" }, help: { type: "boolean" } },
  });
  const { stack, file, help } = values;
  if (help === true) console.log(usage);
  else if (stack === undefined || file === undefined) throw new Error(usage);
  else await comment(placeOf(process.env), stack, readFileSync(file, "utf8"));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function placeOf(environment: Environment): PullRequest {
  if (environment["GITHUB_ACTIONS"] === "true") return onGitHub(environment);
  if (environment["GITLAB_CI"] === "true") return onGitLab(environment);
  // Azure DevOps writes it with a capital letter.
  if (environment["TF_BUILD"]?.toLowerCase() === "true") return onAzureDevOps(environment);
  throw new Error(
    "This is no pipeline of GitHub Actions, GitLab CI or Azure DevOps, so there is nothing to comment on.",
  );
}

async function comment(place: PullRequest, stack: string, markdown: string): Promise<void> {
  // Invisible to people; by it the next run finds its comment.
  const beginning = `<!-- preview of the stack ${stack} -->`;
  const text = `${beginning}\n${markdown}`;
  const existing = await place.find(beginning);
  await (existing === undefined ? place.add(text) : existing.replace(text));
}
