import { homedir } from "node:os";
import { join } from "node:path";

/** The cache directory of the user, as each system has it; `XDG_CACHE_HOME` and `LOCALAPPDATA` are obeyed. */
export function userCacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  if (platform === "win32") return environment["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  const xdg = environment["XDG_CACHE_HOME"];
  // The XDG specification wants a relative path ignored.
  return xdg?.startsWith("/") ? xdg : join(homedir(), ".cache");
}

/** File name of a compiled program on this system: `pulumi`, or `pulumi.exe` on Windows. */
export function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/** File name of a script that the engine starts: `name`, or `name.cmd` on Windows. */
export function script(name: string): string {
  return process.platform === "win32" ? `${name}.cmd` : name;
}

/**
 * File name of Pulumi's release for this system, such as `pulumi-v3.259.0-linux-x64.tar.gz`.
 *
 * @throws Error where Pulumi publishes none.
 */
export function releaseArchive(
  version: string,
  platform: NodeJS.Platform = process.platform,
  architecture: string = process.arch,
): string {
  const system = { linux: "linux", darwin: "darwin", win32: "windows" }[platform as string];
  if (system === undefined || !["x64", "arm64"].includes(architecture)) {
    throw new Error(`Pulumi publishes no release for ${platform} on ${architecture}.`);
  }
  return `pulumi-v${version}-${system}-${architecture}.${platform === "win32" ? "zip" : "tar.gz"}`;
}
