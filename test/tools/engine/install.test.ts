import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { cacheKey } from "../../../tools/engine/cacheKey.ts";
import { ensureEngineIn } from "../../../tools/engine/index.ts";
import { pulumiVersion } from "../../../tools/engine/pins.ts";
import { releaseArchive } from "../../../tools/engine/platform.ts";
import type { EngineSettings } from "../../../tools/engine/settings.ts";
import {
  cleanUp,
  installedPlugins,
  serve,
  temporaryFolder,
  temporarySettings,
  writeRelease,
  writeScript,
} from "./support.ts";

afterEach(cleanUp);

const allPlugins = ["azuread", "command", "random"];

/** Settings under which a release on the PATH serves, and the download host answers. */
async function settingsWithRelease(pluginHook = "", lines: string[] = []) {
  const release = temporaryFolder();
  writeRelease(release, "v3.300.1", pluginHook);
  const downloadUrl = await serve((_request, response) => response.writeHead(404).end());
  return { release, settings: temporarySettings({ path: [release], downloadUrl, lines }) };
}

function store(settings: EngineSettings): string {
  return join(settings.cacheFolder, cacheKey(settings.goFolder));
}

function manifestExists(settings: EngineSettings): boolean {
  return existsSync(join(settings.projectFolder, ".engine", "manifest.json"));
}

describe("installing the engine", () => {
  test("takes a Pulumi from the PATH and lets it install the plugins", async () => {
    const { release, settings } = await settingsWithRelease();
    const engine = await ensureEngineIn(settings);
    expect(engine.parts.map(({ name, version, source }) => [name, version, source])).toEqual([
      ["cli", "3.300.1", "path"],
      ["language-nodejs", "3.300.1", "path"],
      ["dynamic-provider", "3.300.1", "path"],
      ["azuread", "6.9.1", "downloaded"],
      ["random", "4.21.2", "downloaded"],
      ["command", "1.2.1", "downloaded"],
    ]);
    expect(installedPlugins(release)).toEqual(allPlugins);
    expect(execFileSync(engine.pulumi, ["version"], { encoding: "utf8" })).toBe("v3.300.1\n");
    const plugin = join(engine.environment["PULUMI_HOME"] ?? "", "plugins/resource-azuread-v6.9.1");
    expect(readdirSync(plugin)).toEqual(["pulumi-resource-azuread"]);
    expect(engine.environment).not.toHaveProperty("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION");
  });

  test("downloads the release where no Pulumi is on the PATH", async () => {
    const folder = temporaryFolder();
    writeRelease(join(folder, "pulumi"), `v${pulumiVersion}`);
    execFileSync("tar", ["-czf", join(folder, "archive"), "-C", folder, "pulumi"]);
    const downloadUrl = await serve((request, response) => {
      if (request.url === `/${releaseArchive(pulumiVersion)}`)
        response.end(readFileSync(join(folder, "archive")));
      else response.writeHead(404).end();
    });
    const engine = await ensureEngineIn(temporarySettings({ downloadUrl }));
    expect(new Set(engine.parts.map(({ source }) => source))).toEqual(new Set(["downloaded"]));
  });

  test("does nothing when the engine is there", async () => {
    const lines: string[] = [];
    const { settings } = await settingsWithRelease("", lines);
    const first = await ensureEngineIn(settings);
    lines.length = 0;
    expect(await ensureEngineIn({ ...settings, searchPath: settings.searchPath })).toEqual(first);
    expect(lines).toEqual([]);
  });

  test("repairs an engine of which a file was lost, from the cache", async () => {
    const { release, settings } = await settingsWithRelease();
    const engine = await ensureEngineIn(settings);
    rmSync(engine.pulumi);
    await ensureEngineIn(settings);
    expect(existsSync(engine.pulumi)).toBe(true);
    expect(installedPlugins(release)).toEqual(allPlugins);
  });

  test("keeps what the CLI wrote into the Pulumi home", async () => {
    const { settings } = await settingsWithRelease();
    const home = join(settings.projectFolder, ".engine", "home");
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "credentials.json"), "{}");
    await ensureEngineIn(settings);
    expect(readFileSync(join(home, "credentials.json"), "utf8")).toBe("{}");
  });

  test("serves a second clone from the cache, without any source", async () => {
    const { settings } = await settingsWithRelease();
    await ensureEngineIn(settings);
    const clone = { ...settings, projectFolder: temporaryFolder(), searchPath: "" };
    const engine = await ensureEngineIn(clone);
    expect(engine.parts).toHaveLength(6);
    expect(engine.pulumi.startsWith(clone.projectFolder)).toBe(true);
  });

  test("leaves nothing half-installed when a part fails, and keeps the finished ones", async () => {
    const repaired = join(temporaryFolder(), "repaired");
    const { release, settings } = await settingsWithRelease(
      `if [ "$4" = random ] && [ ! -e "${repaired}" ]; then echo half > "$plugin/file"; echo "disk full" >&2; exit 1; fi`,
    );
    const lines: string[] = [];
    const failing = { ...settings, log: (line: string) => lines.push(line) };
    await expect(ensureEngineIn(failing)).rejects.toThrow(/no working `go` is on the PATH/);
    expect(lines.join("\n")).toMatch(/official random plugin cannot be used:.*\n\s+disk full/);
    expect(manifestExists(settings)).toBe(false);
    expect(readdirSync(store(settings)).sort()).toEqual([
      "azuread",
      "cli",
      "command",
      "dynamic-provider",
      "language-nodejs",
    ]);

    writeFileSync(repaired, "");
    await ensureEngineIn(settings);
    expect(installedPlugins(release)).toEqual(allPlugins);
  });

  test("recovers from a process that was killed in the middle", async () => {
    const reached = join(temporaryFolder(), "reached");
    const { release, settings } = await settingsWithRelease(
      `if [ "$4" = random ] && [ ! -e "${reached}" ]; then echo half > "$plugin/file"; touch "${reached}"; sleep 60; fi`,
    );
    const code = `
      import { ensureEngineIn } from ${JSON.stringify(join(import.meta.dirname, "../../../tools/engine/index.ts"))};
      await ensureEngineIn({ ...${JSON.stringify(settings)}, log: () => undefined });`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
      detached: true,
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    while (!existsSync(reached) || !existsSync(join(store(settings), "azuread"))) await sleep(20);
    process.kill(-(child.pid ?? 0), "SIGKILL");
    await ended;
    expect(manifestExists(settings)).toBe(false);

    const engine = await ensureEngineIn(settings);
    expect(engine.parts).toHaveLength(6);
    expect(readdirSync(store(settings)).filter((name) => name.startsWith("."))).toEqual([]);
    expect(installedPlugins(release)).toEqual(allPlugins);
    const random = join(engine.environment["PULUMI_HOME"] ?? "", "plugins/resource-random-v4.21.2");
    expect(readFileSync(join(random, "pulumi-resource-random"), "utf8")).toBe("plugin\n");
  }, 20_000);

  test("takes over a lock that a dead process left", async () => {
    const { settings } = await settingsWithRelease();
    const lock = `${store(settings)}.lock`;
    mkdirSync(lock, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    expect((await ensureEngineIn(settings)).parts).toHaveLength(6);
  });

  test("twice at once does the work once, and tells the second that it waits", async () => {
    const { release, settings } = await settingsWithRelease();
    const lines: string[] = [];
    const clones = [1, 2, 3].map(() => ({
      ...settings,
      projectFolder: temporaryFolder(),
      log: (line: string) => lines.push(line),
    }));
    const engines = await Promise.all(clones.map((clone) => ensureEngineIn(clone)));
    expect(engines.map(({ parts }) => parts.length)).toEqual([6, 6, 6]);
    expect(installedPlugins(release)).toEqual(allPlugins);
    expect(lines).toContainEqual(expect.stringContaining("Another process is installing the engine"));
  });

  test("does not use a copy of a Pulumi that works only where it stands", async () => {
    const lines: string[] = [];
    const { release, settings } = await settingsWithRelease("", lines);
    writeScript(release, "pulumi", `[ "$(dirname "$0")" = "${release}" ] || exit 1; echo v3.300.1`);
    await expect(ensureEngineIn(settings)).rejects.toThrow();
    expect(lines.join("\n")).toMatch(/Pulumi on the PATH is not used: .*failed with exit code 1/);
  });
});
