import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, jest } from "@jest/globals";
import { upArguments } from "../soak/engineRun.ts";
import { recover } from "../soak/recover.ts";
import { expectAllWell, inPostgres, postgresTest, seen } from "./stackInPostgres.ts";

jest.setTimeout(600_000);

const moments = [
  ["POST", /\/applications$/],
  ["POST", /\/cloudProviders$/],
] as const;

describe("state in PostgreSQL", () => {
  postgresTest("a second up is refused with a clear word while one runs, and harms nothing", () =>
    inPostgres(async (it) => {
      const first = it.stack.start(...upArguments);
      await seen(it.stack, "POST", /\/applications$/);
      const second = await it.stack.up();
      expect(second.code).not.toBe(0);
      expect(second.output).toContain("the stack is currently locked by 1 lock(s)");
      expect((await first.ended).code).toBe(0);
      await expectAllWell(it);
    }),
  );

  postgresTest("of two that start at the same moment one at most works", () =>
    inPostgres(async (it) => {
      const both = await Promise.all([it.stack.up(), it.stack.up()]);
      const refused = both.filter(({ code }) => code !== 0);
      expect(refused.length).toBeGreaterThan(0);
      // Pulumi's words where the other's lock goes while it is read.
      for (const { output } of refused) expect(output).toMatch(/the stack is currently locked|NotFound/);
      expect((await it.stack.up()).code).toBe(0);
      await expectAllWell(it);
    }),
  );

  postgresTest(
    "what a run has made while the server died is found again, and nothing is made twice",
    async () => {
      // At once, because the engine tries to write for a minute before it gives up.
      await Promise.all(
        moments.map(([method, path]) =>
          inPostgres(async (it) => {
            const run = it.stack.start(...upArguments);
            await seen(it.stack, method, path);
            await it.postgres.crash();
            expect((await run.ended).code).not.toBe(0);
            await it.postgres.start();
            expect(await recover(it.stack)).toMatchObject({ wasLocked: true, cameBack: true, findings: [] });
            await expectAllWell(it);
          }),
        ),
      );
    },
  );

  postgresTest("a server that comes back at once is waited for", () =>
    inPostgres(async (it) => {
      const run = it.stack.start(...upArguments);
      await seen(it.stack, "POST", /\/applications$/);
      await it.postgres.crash();
      await it.postgres.start();
      expect((await run.ended).code).toBe(0);
      await expectAllWell(it);
    }),
  );

  postgresTest("a stack moves there from files with one command, and its next up is empty", () =>
    inPostgres(async (it) => {
      const files = await mkdtemp(join(tmpdir(), "moved-stack-"));
      const from = `${pathToFileURL(files).href}?metadata=skip`;
      try {
        expect((await it.stack.run("stack", "rm", "--yes", "--preserve-config")).code).toBe(0);
        it.useBackend(from);
        expect((await it.stack.run("stack", "init")).code).toBe(0);
        expect((await it.stack.up()).code).toBe(0);
        it.useBackend(it.postgres.url);
        const migrate = [
          "stack",
          "migrate",
          from,
          "interrupted",
          "--secrets-provider",
          "passphrase",
          "--yes",
        ];
        expect(await it.stack.run(...migrate)).toMatchObject({ code: 0 });
        await expectAllWell(it);
      } finally {
        await rm(files, { recursive: true, force: true });
      }
    }),
  );
});
