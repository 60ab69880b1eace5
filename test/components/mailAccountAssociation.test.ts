import { beforeAll, describe, expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { MailAccount } from "../../components/mailAccount.ts";
import { MailAccountAssociation } from "../../components/mailAccountAssociation.ts";
import { XcallyServer } from "../../components/xcallyServer.ts";
import type { MailAccountReference } from "../../config/mailbox.ts";
import { declaredBy, mockPulumi } from "./mocks.ts";

const mailbox = "support (support@contoso.com)";
let server: XcallyServer;
beforeAll(async () => {
  await mockPulumi();
  server = new XcallyServer("xcally", { url: "https://motion.contoso.com", authentication: "apiKey" });
});

const declare = (reference: MailAccountReference) =>
  declaredBy(() => {
    const account = new MailAccount(server, { mailbox, account: reference });
    const association = new MailAccountAssociation(server, { mailbox, account, cloudProviderId: "1" });
    return { account, association };
  });

describe("a mail account and its association", () => {
  test.each<[string, MailAccountReference]>([
    ["support@contoso.com", { by: "address", address: "Support@Contoso.com" }],
    ["account-7", { by: "id", id: 7 }],
  ])(
    "are named after the account, so that another mailbox for it is an update: %s",
    async (name, account) => {
      const { of } = await declare(account);
      for (const type of ["MailAccount", "MailAccountAssociation"]) {
        expect(of(`pulumi-nodejs:dynamic/xcally:${type}`).map((declared) => declared.name)).toEqual([name]);
      }
    },
  );

  test("the association gets what was remembered of the account, so that it is linked only when that is in state", async () => {
    const { of } = await declare({ by: "id", id: 7 });
    const [association] = of("pulumi-nodejs:dynamic/xcally:MailAccountAssociation");
    expect(association?.inputs).toMatchObject({
      server: "https://motion.contoso.com",
      mailbox,
      accountId: "7",
      accountAddress: "found@contoso.com",
      rememberedCloudProviderId: "3",
      cloudProviderId: "1",
    });
  });

  test("have outputs that are not inputs, so that a preview shows them as unknown", async () => {
    const { account, association } = (await declare({ by: "id", id: 7 })).result;
    for (const output of [
      account.accountId,
      account.accountAddress,
      account.previousCloudProviderId,
      association.previousCloudProviderId,
    ]) {
      expect(pulumi.Output.isInstance(output)).toBe(true);
    }
  });
});
