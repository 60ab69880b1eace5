import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { z } from "zod";

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        optionalDependencies: z.record(z.string(), z.string()).optional(),
        resolved: z.string().optional(),
        link: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../package-lock.json"), "utf8")));

test("the lock file has the binaries of every platform, without which npm ci refuses it there", () => {
  const locked = Object.keys(lock.packages).map((path) => path.replace(/^.*node_modules\//, ""));
  const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}),
  );
  expect(wanted.filter((name) => !locked.includes(name))).toEqual([]);
});

test("the lock file names no registry, so that npm uses the one of the machine", () => {
  const fromRegistry = Object.values(lock.packages).filter(({ link }) => link !== true);
  expect(fromRegistry.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});
