import { describe, expect, test } from "@jest/globals";
import { readStack } from "../../../commands/doctor/stack.ts";
import { fail, skip, testFaults, warn, type Fault } from "./faultTable.ts";
import { allRoles } from "./world.ts";

const correct = "Whoever runs the stack: Correct it in Pulumi.<stack>.yaml or with pulumi config set.";
const notLooked = [
  skip("XCALLY", "XCALLY is not looked at while the configuration has mistakes."),
  skip("Entra ID", "The directory is not looked at while the configuration has mistakes."),
];

const faults: readonly Fault[] = [
  {
    wrong: "every mistake of the configuration, and signs in to Entra ID all the same",
    break: ({ config }) => {
      config["consent"] = "everybody";
      config["mailboxes"] = [{ key: "support", address: "nowhere" }];
    },
    says: ({ entra }) => [
      fail(
        "configuration",
        `consent: "everybody" is not allowed. Choose one of tenant, interactive. ${correct}`,
      ),
      fail(
        "configuration",
        `mailboxes[0].address (mailbox support): "nowhere" is not allowed. Write one address alone, such as support@contoso.com, without a name, blanks or letters outside ASCII. ${correct}`,
      ),
      notLooked[0] ?? "",
      `PASS  Entra ID       The deployer belongs to tenant ${entra.tenantId}.`,
      notLooked[1] ?? "",
    ],
  },
  {
    wrong: "a redirect URI that is only assumed",
    options: { isDeployed: false, entra: { deployerRoles: allRoles } },
    break: ({ config }) => {
      delete config["redirectUri"];
      config["xcallyUrl"] = String(config["xcallyUrl"]).replace("127.0.0.1", "localhost");
    },
    says: ({ config }) => [
      warn(
        "configuration",
        `The redirect URI ${String(config["xcallyUrl"])}/api/auth/azure/callback is assumed. Whoever runs the stack: ` +
          "Compare it with the one that XCALLY shows, then set redirectUri.",
      ),
    ],
  },
  {
    wrong:
      "what the commands of Exchange need and this machine has not, which is no fault where it only previews",
    options: { isDeployed: false, entra: { deployerRoles: allRoles } },
    break: ({ config }) => {
      config["exchange"] = { apply: true, organization: "contoso.onmicrosoft.com" };
    },
    says: () => [
      skip(
        "configuration",
        "Whether the commands of Exchange can be run where pulumi up runs is not looked at; this machine could not run them: " +
          "exchange.apply: The program pwsh is not on the PATH. Install PowerShell 7 with the module ExchangeOnlineManagement, or remove exchange.apply. " +
          "EXCHANGE_APP_ID: This environment variable is missing. Set it to the id of the application that manages Exchange Online. " +
          "EXCHANGE_CERTIFICATE_FILE: This environment variable is missing. Set it to the path of the application's certificate (PFX), or set EXCHANGE_CERTIFICATE_THUMBPRINT on Windows.",
      ),
    ],
  },
  {
    wrong: "a certificate that is not checked",
    options: { isDeployed: false, xcally: { tls: true } },
    break: ({ config }) => {
      delete config["xcallyCaFile"];
      config["xcallyConnection"] = { verifyCertificates: false };
    },
    says: ({ xcally }) => [
      warn(
        "configuration",
        `The certificate of ${xcally.url} is not checked, because xcallyConnection.verifyCertificates is false: whoever is on the way there can read ` +
          "and change everything. Set xcallyCaFile instead. Whoever runs the stack: Let the server be reached by https with a certificate that is checked.",
      ),
    ],
  },
];

describe("the configuration", () => {
  testFaults(faults);
});

describe("reading a stack", () => {
  const read = (config: unknown, outputs: unknown) =>
    readStack((command) => Promise.resolve(JSON.stringify(command === "config" ? config : outputs)), {});
  const key = (value: string, secret: boolean) => ({
    "xcally-mail-authentication:xcallyApiKey": { value, secret },
  });

  test("finds an API key that is stored in plain text, and does not repeat it", async () => {
    const { mistakes } = await read(key("sesame", false), {});
    expect(mistakes).toContainEqual({
      path: "xcallyApiKey",
      message:
        "This is stored in plain text. Run pulumi config set --secret xcallyApiKey, and replace it if the file was shared.",
    });
    expect(JSON.stringify(mistakes)).not.toContain("sesame");
    const secret = await read(key("sesame", true), {});
    expect(secret.mistakes.map(({ path }) => path)).not.toContain("xcallyApiKey");
  });

  test("takes a stack that is not deployed for one without outputs", async () => {
    expect((await read({}, {})).outputs).toEqual({});
  });

  test("refuses the outputs of another project in one sentence", async () => {
    await expect(read({}, { mailboxes: { support: { id: 1 } } })).rejects.toThrow(
      "The stack's outputs are not those of this project",
    );
  });
});
