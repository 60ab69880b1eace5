import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { pulumiVersion } from "../../../tools/engine/pins.ts";
import { releaseArchive } from "../../../tools/engine/platform.ts";
import { downloadRelease, isReachable } from "../../../tools/engine/sources/download.ts";
import { cleanUp, closedPort, serve, temporaryFolder, temporarySettings, writeRelease } from "./support.ts";

const name = releaseArchive(pulumiVersion);
const checksums = `pulumi-${pulumiVersion}-checksums.txt`;
let archive: Buffer;

beforeAll(() => {
  const folder = temporaryFolder();
  writeRelease(join(folder, "pulumi"));
  execFileSync("tar", ["-czf", join(folder, name), "-C", folder, "pulumi"]);
  archive = readFileSync(join(folder, name));
});
afterAll(cleanUp);

type Answer = (response: ServerResponse) => void;

async function download(
  answers: Record<string, Answer>,
  changes: Parameters<typeof temporarySettings>[0] = {},
): Promise<string> {
  const downloadUrl = await serve((request, response) => {
    const answer = answers[(request.url ?? "").slice(1)];
    if (answer === undefined) response.writeHead(404).end();
    else answer(response);
  });
  return downloadRelease(temporarySettings({ downloadUrl, ...changes }), temporaryFolder());
}

const send = (content: string | Buffer) => (response: ServerResponse) => response.end(content);
const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");

describe("the official download", () => {
  test("is unpacked when its checksum is the published one", async () => {
    const lines: string[] = [];
    const list = `${"0".repeat(64)}  another.tar.gz\n${sha256(archive)}  ${name}\n`;
    const folder = await download({ [name]: send(archive), [checksums]: send(list) }, { lines });
    expect(existsSync(join(folder, "pulumi-language-nodejs"))).toBe(true);
    expect(lines).toEqual([]);
  });

  test("is used without a checksum where none is published, and says so", async () => {
    const lines: string[] = [];
    const folder = await download({ [name]: send(archive) }, { lines });
    expect(existsSync(join(folder, "pulumi"))).toBe(true);
    expect(lines).toEqual([expect.stringContaining("not compared with a checksum")]);
  });

  test("follows a redirect of the host", async () => {
    const elsewhere = await serve((_request, response) => response.end(archive));
    const folder = await download({
      [name]: (response) => response.writeHead(302, { location: `${elsewhere}/file` }).end(),
    });
    expect(existsSync(join(folder, "pulumi"))).toBe(true);
  });

  test("is refused when its checksum is another", async () => {
    const list = `${"0".repeat(64)}  ${name}\n`;
    await expect(download({ [name]: send(archive), [checksums]: send(list) })).rejects.toThrow(
      `${name} does not have the sha256 checksum`,
    );
  });

  test("is refused when the connection ends before the archive does", async () => {
    await expect(
      download({
        [name]: (response) => {
          response.writeHead(200, { "content-length": archive.length });
          response.write(archive.subarray(0, 100), () => response.destroy());
        },
      }),
    ).rejects.toThrow(/broke off/);
  });

  test("is refused when the archive itself is cut short", async () => {
    await expect(download({ [name]: send(archive.subarray(0, 200)) })).rejects.toThrow(
      `${name} cannot be unpacked.`,
    );
  });

  test("is refused when no program is inside", async () => {
    const folder = temporaryFolder();
    execFileSync("tar", ["-czf", join(folder, "empty.tgz"), "-C", temporaryFolder(), "."]);
    await expect(download({ [name]: send(readFileSync(join(folder, "empty.tgz"))) })).rejects.toThrow(
      "holds no program named pulumi",
    );
  });

  test("names the address and the status when the host has no such file", async () => {
    await expect(download({})).rejects.toThrow(new RegExp(`GET http://.*/${name} answered 404`));
  });

  test("is given up when the host does not answer", async () => {
    await expect(download({ [name]: () => undefined }, { connectTimeout: 200 })).rejects.toThrow(
      "no answer in time",
    );
  });

  test("is given up when the host stops sending", async () => {
    await expect(
      download({ [name]: (response) => void response.write(archive.subarray(0, 100)) }, { idleTimeout: 200 }),
    ).rejects.toThrow("the server stopped sending");
  });

  test("is given up when nothing listens there", async () => {
    const settings = temporarySettings({ downloadUrl: await closedPort() });
    await expect(downloadRelease(settings, temporaryFolder())).rejects.toThrow("connection refused");
  });
});

describe("the download host", () => {
  test("is reachable when it answers anything at all", async () => {
    const downloadUrl = await serve((_request, response) => response.writeHead(403).end());
    expect(await isReachable(temporarySettings({ downloadUrl }))).toBe(true);
  });

  test("is not reachable when nothing listens, or nobody answers", async () => {
    const silent = await serve(() => undefined);
    expect(await isReachable(temporarySettings({ downloadUrl: await closedPort() }))).toBe(false);
    expect(await isReachable(temporarySettings({ downloadUrl: silent, connectTimeout: 200 }))).toBe(false);
  });
});
