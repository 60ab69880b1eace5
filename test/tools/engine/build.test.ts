import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cacheKey } from "../../../tools/engine/cacheKey.ts";
import { ensureEngineIn } from "../../../tools/engine/index.ts";
import { cleanUp, closedPort, temporaryFolder, temporarySettings, writeScript } from "./support.ts";

afterEach(cleanUp);

/** The line of the language host's source that matters here. */
const hostSource = 'flag.BoolVar(&typescript, "typescript", true,';

/**
 * A `go` that answers as the real one does and "compiles" a script; `build` is shell text that runs first in
 * `go build`, with the package as $package.
 */
function writeGo(
  folder: string,
  options: { version?: string; toolchain?: string; build?: string; hostSource?: string } = {},
): void {
  const sdk = join(folder, "sdk");
  writeScript(join(sdk, "nodejs", "dist"), "pulumi-resource-pulumi-nodejs", "");
  const host = join(sdk, "nodejs", "cmd", "pulumi-language-nodejs");
  mkdirSync(host, { recursive: true });
  writeFileSync(join(host, "main.go"), options.hostSource ?? hostSource);
  writeScript(
    folder,
    "go",
    `case "$1" in
env) echo "${options.version ?? "go1.26.8"}"; echo "${options.toolchain ?? "local"}" ;;
mod) echo '{"Dir": "${sdk}"}' ;;
build)
  while [ "$1" != -o ]; do shift; done
  output="$2" package="$3"
  ${options.build ?? ""}
  printf '#!/bin/sh\\n' > "$output"; chmod +x "$output"
  echo "$package" >> "${folder}/built.txt" ;;
esac`,
  );
}

async function settingsWithGo(options: Parameters<typeof writeGo>[1] = {}, lines: string[] = []) {
  const folder = temporaryFolder();
  writeGo(folder, options);
  return { folder, settings: temporarySettings({ path: [folder], downloadUrl: await closedPort(), lines }) };
}

describe("building from source", () => {
  test("follows when neither the PATH nor the download serves, and is told as such", async () => {
    const lines: string[] = [];
    const { folder, settings } = await settingsWithGo({}, lines);
    const engine = await ensureEngineIn(settings);
    expect(engine.parts.map(({ name, version, source }) => [name, version, source])).toEqual([
      ["cli", "3.259.0", "built"],
      ["language-nodejs", "3.68.0", "built"],
      ["dynamic-provider", "3.259.0", "built"],
      ["azuread", "6.9.1", "built"],
      ["random", "4.21.2", "built"],
      ["command", "1.2.1", "built"],
    ]);
    expect(engine.environment["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"]).toBe("true");
    expect(lines.join("\n")).toMatch(/official download cannot be used: .* connection refused/);
    expect(readFileSync(join(folder, "built.txt"), "utf8").trim().split("\n")).toHaveLength(7);
  });

  test("writes nothing into the Go sources of the clone", async () => {
    const { settings } = await settingsWithGo({ build: "touch schema.json" });
    await ensureEngineIn(settings);
    expect(existsSync(join(settings.goFolder, "azuread", "schema.json"))).toBe(false);
  });

  test("has the language host run programs without ts-node", async () => {
    const { folder, settings } = await settingsWithGo({
      build: `case "$output" in *language-nodejs) cp host/main.go "$0.replaced" ;; esac`,
    });
    await ensureEngineIn(settings);
    expect(readFileSync(join(folder, "go.replaced"), "utf8")).toBe(
      'flag.BoolVar(&typescript, "typescript", false,',
    );
  });

  test("names the language host when its source is another than expected", async () => {
    const { settings } = await settingsWithGo({ hostSource: "package main" });
    await expect(ensureEngineIn(settings)).rejects.toThrow(
      /Node language host is missing: it cannot be built from source.*main\.go has no line/,
    );
  });

  test("says what to do where there is no Go", async () => {
    const settings = temporarySettings({ downloadUrl: await closedPort() });
    await expect(ensureEngineIn(settings)).rejects.toThrow(
      /needs Go, and no working `go` is on the PATH\. Install Go 1\.25\.11 or newer .* or Pulumi/,
    );
  });

  test("says what to do where Go is too old and may not fetch a newer one", async () => {
    const { settings } = await settingsWithGo({ version: "go1.24.9", toolchain: "local" });
    await expect(ensureEngineIn(settings)).rejects.toThrow(/needs Go 1\.25\.11; go1\.24\.9 is on the PATH/);
  });

  test("goes on with an older Go that fetches a newer one by itself", async () => {
    const { settings } = await settingsWithGo({ version: "go1.24.9", toolchain: "auto" });
    expect((await ensureEngineIn(settings)).parts).toHaveLength(6);
  });

  test("names the part that fails with the compiler's words, and keeps the finished parts", async () => {
    const { folder, settings } = await settingsWithGo({
      build: `case "$package" in ./cmd/pulumi-tfgen-random) echo "provider.go:7: undefined: shim" >&2; exit 1 ;; esac`,
    });
    await expect(ensureEngineIn(settings)).rejects.toThrow(
      /The random plugin is missing: it cannot be built from source\. go build failed with exit code 1:\n\s+provider.go:7: undefined: shim\n.*run it again: finished parts are kept/s,
    );
    const store = join(settings.cacheFolder, cacheKey(settings.goFolder));
    expect(readdirSync(store)).toContain("azuread");
    expect(readdirSync(store).filter((name) => name === "random" || name.startsWith("."))).toEqual([]);

    writeGo(folder);
    await ensureEngineIn(settings);
    const built = readFileSync(join(folder, "built.txt"), "utf8").trim().split("\n");
    expect(built.filter((name) => name === "./cmd/pulumi-resource-azuread")).toHaveLength(1);
  });
});
