import { beforeAll, describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { MailAccountAssociation } from "../../components/mailAccountAssociation.ts";
import { XcallyServer } from "../../components/xcallyServer.ts";
import type { MailAccountReference } from "../../config/mailbox.ts";
import { declaredBy, mockPulumi } from "./mocks.ts";

let server: XcallyServer;
beforeAll(async () => {
  await mockPulumi();
  server = new XcallyServer("xcally", { url: "https://motion.contoso.com", authentication: "apiKey" });
});

const declare = (account: MailAccountReference) =>
  declaredBy(
    () =>
      new MailAccountAssociation(server, {
        mailbox: "support (support@contoso.com)",
        account,
        cloudProviderId: "1",
      }),
  );

describe("the association of a mail account", () => {
  test.each<[string, MailAccountReference]>([
    ["support@contoso.com", { by: "address", address: "Support@Contoso.com" }],
    ["account-7", { by: "id", id: 7 }],
  ])("is named after the account, so that another mailbox for it is an update: %s", async (name, account) => {
    const { of } = await declare(account);
    const [declared] = of("pulumi-nodejs:dynamic/xcally:MailAccountAssociation");
    expect(declared?.name).toBe(name);
  });

  test("has outputs that are not inputs, so that a preview shows them as unknown", async () => {
    const { result } = await declare({ by: "id", id: 7 });
    expect(pulumi.Output.isInstance(result.accountId)).toBe(true);
    expect(pulumi.Output.isInstance(result.previousCloudProviderId)).toBe(true);
  });
});
