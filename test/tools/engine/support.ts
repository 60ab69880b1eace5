import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineSettings, type EngineSettings } from "../../../tools/engine/settings.ts";

const folders: string[] = [];
const servers: ReturnType<typeof createServer>[] = [];

/** An empty folder that {@link cleanUp} removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "engine-test-"));
  folders.push(folder);
  return folder;
}

/** A server on a free loopback port; {@link cleanUp} closes it. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The address of a port on which nothing listens any more. */
export async function closedPort(): Promise<string> {
  const url = await serve(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

/** Removes what the functions above made. */
export async function cleanUp(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes a shell script that can be run as a program. */
export function writeScript(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

/**
 * Puts programs into a folder that behave as a release of Pulumi: `pulumi version` answers, and `pulumi plugin install`
 * makes the plugin's folder, notes the plugin in `installed.txt` and runs `pluginHook` before that.
 */
export function writeRelease(folder: string, version = "v3.300.1", pluginHook = ""): void {
  writeScript(
    folder,
    "pulumi",
    `case "$1" in
version) echo "${version}" ;;
plugin)
  plugin="$PULUMI_HOME/plugins/resource-$4-v$5"
  mkdir -p "$plugin"
  ${pluginHook}
  echo "$4" >> "${folder}/installed.txt"
  echo plugin > "$plugin/pulumi-resource-$4" ;;
esac`,
  );
  writeScript(folder, "pulumi-language-nodejs", "");
  writeScript(folder, "pulumi-resource-pulumi-nodejs", "");
}

/** The plugins that a release of {@link writeRelease} has installed, in alphabetical order. */
export function installedPlugins(folder: string): string[] {
  return readFileSync(join(folder, "installed.txt"), "utf8").trim().split("\n").sort();
}

/** Settings for a clone and a cache in temporary folders; `lines` receives the progress. */
export function temporarySettings(
  changes: Partial<EngineSettings> & { path?: readonly string[]; lines?: string[] } = {},
): EngineSettings {
  const { path = [], lines = [], ...settings } = changes;
  return engineSettings({
    projectFolder: temporaryFolder(),
    cacheFolder: temporaryFolder(),
    searchPath: path.join(delimiter),
    connectTimeout: 10_000,
    idleTimeout: 10_000,
    staleLock: 2_000,
    log: (line) => lines.push(line),
    ...settings,
  });
}
