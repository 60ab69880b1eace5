import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { EnvHttpProxyAgent, interceptors, request } from "undici";
import type { Dispatcher } from "undici";
import { pulumiVersion } from "../pins.ts";
import { executable, releaseArchive } from "../platform.ts";
import { codeOf, messageOf } from "../progress.ts";
import { runProgram } from "../runProgram.ts";
import type { EngineSettings } from "../settings.ts";

type DownloadSettings = Pick<EngineSettings, "connectTimeout" | "downloadUrl" | "idleTimeout" | "log">;

/**
 * Downloads Pulumi's release for this system into a folder and unpacks it there. The archive is compared with the
 * checksums that Pulumi publishes beside it, where they can be had. Proxy settings of the environment are obeyed.
 *
 * @returns the folder that holds the programs.
 * @throws Error with one sentence: what was asked for, and why it did not come or is not used.
 */
export async function downloadRelease(settings: DownloadSettings, folder: string): Promise<string> {
  const name = releaseArchive(pulumiVersion);
  const archive = join(folder, name);
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: settings.connectTimeout },
    headersTimeout: settings.connectTimeout,
    bodyTimeout: settings.idleTimeout,
  }).compose(interceptors.redirect({ maxRedirections: 3 }));
  try {
    const body = await get(`${settings.downloadUrl}/${name}`, dispatcher);
    await pipeline(body, createWriteStream(archive)).catch((error: unknown) => {
      throw new Error(`GET ${settings.downloadUrl}/${name} broke off: ${reason(error)}.`, { cause: error });
    });
    await verify(settings, archive, name, dispatcher);
  } finally {
    await dispatcher.close();
  }
  const unpacked = join(folder, "unpacked");
  await mkdir(unpacked);
  await runProgram("tar", ["-xf", archive, "-C", unpacked]).catch((error: unknown) => {
    throw new Error(`${name} cannot be unpacked. ${messageOf(error)}`, { cause: error });
  });
  return programFolder(unpacked, name);
}

/** Whether the download host answers at all, within the connection timeout. */
export async function isReachable(settings: DownloadSettings): Promise<boolean> {
  const dispatcher = new EnvHttpProxyAgent({ connect: { timeout: settings.connectTimeout } });
  try {
    const answer = await request(settings.downloadUrl, {
      method: "HEAD",
      dispatcher,
      headersTimeout: settings.connectTimeout,
    });
    await answer.body.dump();
    return true;
  } catch {
    return false;
  } finally {
    await dispatcher.destroy();
  }
}

async function get(url: string, dispatcher: Dispatcher): Promise<Dispatcher.ResponseData["body"]> {
  const answer = await request(url, { dispatcher }).catch((error: unknown) => {
    throw new Error(`GET ${url} failed: ${reason(error)}.`, { cause: error });
  });
  if (answer.statusCode !== 200) {
    await answer.body.dump();
    throw new Error(`GET ${url} answered ${answer.statusCode}.`);
  }
  return answer.body;
}

async function verify(
  settings: DownloadSettings,
  archive: string,
  name: string,
  dispatcher: Dispatcher,
): Promise<void> {
  const url = `${settings.downloadUrl}/pulumi-${pulumiVersion}-checksums.txt`;
  const published = await get(url, dispatcher)
    .then((body) => body.text())
    .catch((error: unknown) => messageOf(error));
  const expected = published
    .split("\n")
    .map((line) => line.trim().split(/\s+\*?/))
    .find(([, file]) => file === name)?.[0];
  if (expected === undefined) {
    settings.log(`${name}: not compared with a checksum, none is published at ${url}`);
    return;
  }
  const hash = createHash("sha256");
  await pipeline(createReadStream(archive), hash);
  if (hash.digest("hex") !== expected) {
    throw new Error(`${name} does not have the sha256 checksum that is published at ${url}.`);
  }
}

async function programFolder(unpacked: string, name: string): Promise<string> {
  const entries = await readdir(unpacked, { recursive: true, withFileTypes: true });
  const program = entries.find((entry) => entry.isFile() && entry.name === executable("pulumi"));
  if (program === undefined || !existsSync(program.parentPath)) {
    throw new Error(`${name} holds no program named ${executable("pulumi")}.`);
  }
  return program.parentPath;
}

function reason(error: unknown): string {
  switch (codeOf(error)) {
    case "UND_ERR_CONNECT_TIMEOUT":
    case "UND_ERR_HEADERS_TIMEOUT":
      return "no answer in time";
    case "UND_ERR_BODY_TIMEOUT":
      return "the server stopped sending";
    case "ECONNREFUSED":
      return "connection refused";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "the host name is unknown here";
    default:
      return messageOf(error);
  }
}
