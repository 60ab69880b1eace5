import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startCommentServer, type CommentServer } from "./commentServer.ts";
import { repository } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "comment-"));
let server: CommentServer;
beforeAll(async () => {
  server = await startCommentServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function comment(stack: string, markdown: string, environment: Readonly<Record<string, string>>) {
  const file = join(folder, "summary.md");
  writeFileSync(file, markdown);
  const main = join(repository, "pipelines/comment/main.ts");
  const child = spawn(process.execPath, [main, "--stack", stack, "--file", file], { env: environment });
  const [error] = await Promise.all([text(child.stderr), once(child, "close")]);
  return { status: child.exitCode, error };
}

const systems = {
  "GitHub Actions": () => ({ ...server.gitHub, GITHUB_TOKEN: server.token }),
  "GitLab CI": () => ({ ...server.gitLab, GITLAB_COMMENT_TOKEN: server.token }),
  "Azure DevOps": () => ({ ...server.azureDevOps, SYSTEM_ACCESSTOKEN: server.token }),
};

describe.each(Object.entries(systems))("the comment from %s", (system, environment) => {
  test("is made once for a stack, and replaced by later runs, whoever else has commented meanwhile", async () => {
    const [italy, spain] = [`italy ${system}`, `spain ${system}`];
    for (let number = 0; number < 150; number += 1) server.add(`comment ${number} of a person`);
    const before = server.list().length;
    expect(await comment(italy, "first", environment())).toEqual({ status: 0, error: "" });
    server.add("looks good");
    await comment(spain, "other stack", environment());
    await comment(italy, "second\n", environment());
    expect(server.list().slice(before)).toEqual([
      `<!-- preview of the stack ${italy} -->\nsecond\n`,
      "looks good",
      `<!-- preview of the stack ${spain} -->\nother stack`,
    ]);
  });

  test("says in one sentence that the credential is refused, without the credential", async () => {
    const wrong = Object.fromEntries(
      Object.entries(environment()).map(([key, value]) => [
        key,
        value === server.token ? "wrong token" : value,
      ]),
    );
    const { status, error } = await comment("italy", "text", wrong);
    expect(status).toBe(1);
    expect(error).toMatch(/^GET \/\S+ was answered with 401: .*Bad credentials/);
    expect(error).not.toContain("wrong token");
  });

  test("names what lacks in the environment", async () => {
    const lacking = Object.fromEntries(
      Object.entries(environment()).filter(([, value]) => value !== server.token),
    );
    const { status, error } = await comment("italy", "text", lacking);
    expect(status).toBe(1);
    expect(error).toMatch(/^The comment needs \w+TOKEN in the environment/);
  });
});

test("outside of a pipeline, and for a run that is no pull request's, there is nothing to comment on", async () => {
  expect((await comment("italy", "text", {})).error).toContain("This is no pipeline");
  const branch = { ...systems["GitHub Actions"](), GITHUB_REF: "refs/heads/main" };
  expect((await comment("italy", "text", branch)).error).toContain("refs/heads/main is no pull request");
});
