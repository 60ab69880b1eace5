import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../../config/settings.ts";
import { createCertificateAuthority } from "../../simulator/shared/certificateAuthority.ts";
import { settingsError } from "./mistakes.ts";
import { rawSettings } from "./rawSettings.ts";

const environment = { XCALLY_API_KEY: "key" };
let directory: string;
let certificate: string;
let privateKey: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ca-"));
  const authority = await createCertificateAuthority();
  certificate = authority.certificatePem.trim();
  privateKey = (await authority.issue()).key;
});
afterAll(() => rm(directory, { recursive: true }));

const file = async (text: string): Promise<string> => {
  const path = join(directory, "ca.pem");
  await writeFile(path, text);
  return path;
};

const refusal = (path: string): string => {
  const { issues, message } = settingsError({ xcallyCaFile: path }, environment);
  expect(issues).toHaveLength(1);
  expect(message).toContain(`- xcallyCaFile: ${issues[0]?.message ?? ""}`);
  return issues[0]?.message ?? "";
};

describe("a file of certificate authorities", () => {
  test("is accepted with other text and other line ends around its certificates, and kept as a path", async () => {
    const path = await file(`Our authority\r\n${certificate.replaceAll("\n", "\r\n")}\r\n\r\n${certificate}`);
    expect(readSettings(rawSettings({ xcallyCaFile: path }), environment).xcally.caFile).toEqual({ path });
  });

  test("is refused beside certificates that are not checked", async () => {
    const stack = {
      xcallyUrl: "https://xcally.lan",
      xcallyCaFile: await file(certificate),
      xcallyConnection: { verifyCertificates: false },
    };
    expect(settingsError(stack, environment).issues).toEqual([
      {
        path: "xcallyConnection.verifyCertificates",
        message:
          "false is not allowed beside xcallyCaFile, which certificates are checked by. Remove one of the two.",
      },
    ]);
  });

  test("is refused if it is missing", () => {
    const path = join(directory, "none.pem");
    expect(refusal(path)).toBe(
      `"${path}" is not allowed. The file cannot be read (ENOENT). Give the path of a PEM file from ${process.cwd()}.`,
    );
  });

  test("is refused if it is a directory", () => {
    expect(refusal(directory)).toContain("The file cannot be read (EISDIR).");
  });

  test("is refused if it holds no certificate", async () => {
    expect(refusal(await file("authority"))).toContain("The file holds no certificate in PEM form");
  });

  test("is refused if a certificate of it is damaged", async () => {
    const damaged = `${certificate.slice(0, 200)}\n-----END CERTIFICATE-----`;
    expect(refusal(await file(`${certificate}\n${damaged}`))).toContain(
      "Certificate 2 of the file is damaged. Export it again.",
    );
  });

  test("is refused if it holds a private key, which no message shows", async () => {
    const message = refusal(await file(`${certificate}\n${privateKey}`));
    expect(message).toContain("The file holds a private key.");
    expect(message).not.toContain(privateKey.slice(40, 60));
  });

  test("is refused if its contents are given instead of its path", () => {
    expect(refusal(privateKey)).toBe(
      "A text in PEM form is not allowed. Write the path of the file, not its contents.",
    );
  });
});
