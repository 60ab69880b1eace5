import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { pulumiVersion } from "../../../tools/engine/pins.ts";
import { pulumiOnPath } from "../../../tools/engine/sources/onPath.ts";
import { cleanUp, temporaryFolder, writeRelease, writeScript } from "./support.ts";

function release(version: string): string {
  const folder = temporaryFolder();
  writeRelease(folder, version);
  return folder;
}

afterAll(cleanUp);

describe("a Pulumi on the PATH", () => {
  test.each([`v${pulumiVersion}`, "v3.259.1", "v3.300.0", "3.260.0"])(
    "of version %s serves",
    async (version) => {
      const folder = release(version);
      expect(await pulumiOnPath(folder)).toEqual({ folder, version: version.replace("v", "") });
    },
  );

  test.each(["v3.258.9", "v3.58.0", "v2.300.0", "v4.0.0"])(
    "of version %s does not serve",
    async (version) => {
      expect(await pulumiOnPath(release(version))).toMatch(
        `is Pulumi ${version.slice(1)}; ${pulumiVersion} or a newer 3.x is needed.`,
      );
    },
  );

  test.each(["v3.260.0-alpha.1", "hello", ""])("that answers %j does not serve", async (answer) => {
    expect(await pulumiOnPath(release(answer))).toMatch("is not a released Pulumi");
  });

  test("that fails does not serve, and its own words are told", async () => {
    const folder = temporaryFolder();
    writeScript(folder, "pulumi", "echo no such library >&2; exit 3");
    expect(await pulumiOnPath(folder)).toMatch(/failed with exit code 3:\n\s+no such library/);
  });

  test("without its language host does not serve", async () => {
    const folder = release("v3.300.0");
    rmSync(join(folder, "pulumi-language-nodejs"));
    expect(await pulumiOnPath(folder)).toMatch("language host (pulumi-language-nodejs) is not beside it");
  });

  test("is found behind a symbolic link, as Homebrew has it", async () => {
    const folder = release("v3.300.0");
    const links = temporaryFolder();
    symlinkSync(join(folder, "pulumi"), join(links, "pulumi"));
    expect(await pulumiOnPath(links)).toEqual({ folder, version: "3.300.0" });
  });

  test("is the first one of the PATH, as a shell would have it", async () => {
    const [old, current] = [release("v3.1.0"), release("v3.300.0")];
    expect(await pulumiOnPath([old, current].join(delimiter))).toMatch("is Pulumi 3.1.0");
  });

  test("is not looked for in a clone's engine or among npm's wrappers", async () => {
    const clone = temporaryFolder();
    const hidden = [join(clone, ".engine", "bin"), join(clone, "node_modules", ".bin")];
    for (const folder of hidden) {
      mkdirSync(folder, { recursive: true });
      writeRelease(folder);
    }
    expect(await pulumiOnPath(hidden.join(delimiter))).toBeUndefined();
  });
});
