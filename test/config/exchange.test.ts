import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { readSettings } from "../../config/settings.ts";
import { rejects, settingsError } from "./mistakes.ts";
import { rawSettings } from "./rawSettings.ts";

const organization = "contoso.onmicrosoft.com";
const apply = { apply: true, organization };
let folder: string;
let machine: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "exchange-"));
  const certificate = join(folder, "certificate.pfx");
  const pwsh = join(folder, process.platform === "win32" ? "pwsh.exe" : "pwsh");
  await writeFile(certificate, "");
  await writeFile(pwsh, "");
  await chmod(pwsh, 0o755);
  machine = {
    PATH: ["", join(folder, "none"), folder].join(delimiter),
    XCALLY_API_KEY: "key",
    EXCHANGE_APP_ID: "id",
    EXCHANGE_CERTIFICATE_FILE: certificate,
  };
});
afterAll(() => rm(folder, { recursive: true }));

const read = (exchange: unknown, environment = machine) =>
  readSettings(rawSettings({ exchange }), environment).exchange;
const mistakes = (exchange: unknown, environment: Readonly<Record<string, string>>) =>
  settingsError({ exchange }, environment).issues.map(({ path, message }) => `${path}: ${message}`);

describe("the commands of Exchange", () => {
  test.each([[undefined], [{}], [{ apply: false }], [{ organization }]])(
    "are not run with %j, and then need nothing of the machine",
    (exchange) => {
      expect(read(exchange, { XCALLY_API_KEY: "key" })).toEqual({ apply: false });
    },
  );

  test("are run where everything they need is there", () => {
    expect(read(apply)).toEqual(apply);
    const byThumbprint = { EXCHANGE_CERTIFICATE_FILE: "", EXCHANGE_CERTIFICATE_THUMBPRINT: "0123" };
    expect(read(apply, { ...machine, ...byThumbprint })).toEqual(apply);
  });

  test("everything that is missing is told at once, with what the configuration lacks", () => {
    expect(mistakes({ apply: true }, { XCALLY_API_KEY: "key", EXCHANGE_APP_ID: "" })).toEqual([
      "exchange.apply: The program pwsh is not on the PATH. Install PowerShell 7 with the module ExchangeOnlineManagement, or remove exchange.apply.",
      "EXCHANGE_APP_ID: This environment variable is missing. Set it to the id of the application that manages Exchange Online.",
      "EXCHANGE_CERTIFICATE_FILE: This environment variable is missing. Set it to the path of the application's certificate (PFX), or set EXCHANGE_CERTIFICATE_THUMBPRINT on Windows.",
      "exchange.organization: This is missing. Write the tenant's domain that ends in .onmicrosoft.com, such as contoso.onmicrosoft.com.",
    ]);
  });

  test("what this machine lacks for them is no mistake for a preview, which has it to tell", () => {
    const environment = { XCALLY_API_KEY: "key", PATH: folder, EXCHANGE_APP_ID: "id" };
    expect(readSettings(rawSettings({ exchange: apply }), environment, "look")).toMatchObject({
      exchange: apply,
      missingForUp: [
        expect.stringMatching(/^EXCHANGE_CERTIFICATE_FILE: This environment variable is missing/),
      ],
    });
    const other = { apply: true, organization: "contoso.com" };
    expect(() => readSettings(rawSettings({ exchange: other }), environment, "look")).toThrow(
      "exchange.organization",
    );
  });

  test("a folder or a file that nobody may run is not the program", async () => {
    const odd = join(folder, "odd");
    await mkdir(join(odd, "pwsh"), { recursive: true });
    const plain = join(folder, "plain");
    await mkdir(plain);
    await writeFile(join(plain, "pwsh"), "");
    await chmod(join(plain, "pwsh"), 0o644);
    expect(mistakes(apply, { ...machine, PATH: [odd, plain].join(delimiter) })).toEqual([
      expect.stringContaining("exchange.apply: The program pwsh is not on the PATH."),
    ]);
  });

  test("a certificate that is not there, or two of them, are mistakes", () => {
    expect(mistakes(apply, { ...machine, EXCHANGE_CERTIFICATE_FILE: join(folder, "other.pfx") })).toEqual([
      "EXCHANGE_CERTIFICATE_FILE: The file that this environment variable names cannot be read. Correct its path.",
    ]);
    expect(mistakes(apply, { ...machine, EXCHANGE_CERTIFICATE_THUMBPRINT: "0123" })).toEqual([
      "EXCHANGE_CERTIFICATE_FILE: This environment variable is set beside EXCHANGE_CERTIFICATE_THUMBPRINT. Remove one of the two.",
    ]);
  });
});

const domain = "Write the tenant's domain that ends in .onmicrosoft.com, such as contoso.onmicrosoft.com.";
rejects("a mistake in the setting exchange is refused", {
  "one that is not an object": {
    stack: { exchange: true },
    expected: ["exchange: true is not allowed. Write an object with apply, organization."],
  },
  "an unknown key, and a text instead of true": {
    stack: { exchange: { apply: "yes", organisation: organization } },
    expected: [
      "exchange.organisation: This key is not known. Did you mean organization?",
      'exchange.apply: "yes" is not allowed. Write true or false, without quotes.',
    ],
  },
  "another domain of the tenant": {
    stack: { exchange: { organization: "contoso.com" } },
    expected: [`exchange.organization: "contoso.com" is not allowed. ${domain}`],
  },
  "an address of the domain": {
    stack: { exchange: { organization: "https://contoso.onmicrosoft.com" } },
    expected: [`exchange.organization: "https://contoso.onmicrosoft.com" is not allowed. ${domain}`],
  },
});
