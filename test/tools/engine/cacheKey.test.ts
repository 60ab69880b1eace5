import { cpSync, writeFileSync, appendFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { cacheKey } from "../../../tools/engine/cacheKey.ts";
import * as pins from "../../../tools/engine/pins.ts";
import { cleanUp, temporaryFolder } from "./support.ts";

const goFolder = join(import.meta.dirname, "../../../tools/engine/go");

function copyOfGoFolder(): string {
  const folder = temporaryFolder();
  cpSync(goFolder, folder, { recursive: true });
  return folder;
}

afterAll(cleanUp);

describe("the cache key", () => {
  test("is the same for two clones of the same files", () => {
    expect(cacheKey(copyOfGoFolder())).toBe(cacheKey(goFolder));
  });

  test.each(Object.keys(pins))("changes when the pin %s changes", (pin) => {
    expect(cacheKey(goFolder, { pins: { ...pins, [pin]: "changed" } })).not.toBe(cacheKey(goFolder));
  });

  test.each(["cli/go.mod", "language-nodejs/go.sum", "azuread/provider.go", "random/shim/shim.go"])(
    "changes when %s changes",
    (file) => {
      const folder = copyOfGoFolder();
      appendFileSync(join(folder, file), "\n");
      expect(cacheKey(folder)).not.toBe(cacheKey(goFolder));
    },
  );

  test("changes when a Go file is added", () => {
    const folder = copyOfGoFolder();
    writeFileSync(join(folder, "command", "more.go"), "package main\n");
    expect(cacheKey(folder)).not.toBe(cacheKey(goFolder));
  });

  test("does not change with a README", () => {
    const folder = copyOfGoFolder();
    writeFileSync(join(folder, "command", "README.md"), "other words\n");
    expect(cacheKey(folder)).toBe(cacheKey(goFolder));
  });

  test("differs by system and by processor", () => {
    const keys = [
      cacheKey(goFolder, { platform: "linux", architecture: "x64" }),
      cacheKey(goFolder, { platform: "darwin", architecture: "x64" }),
      cacheKey(goFolder, { platform: "linux", architecture: "arm64" }),
    ];
    expect(new Set(keys).size).toBe(3);
  });
});
