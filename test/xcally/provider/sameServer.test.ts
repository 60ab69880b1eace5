import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { mailAccountResource } from "../../../xcally/provider/mailAccount.ts";
import { mailAccountAssociationResource } from "../../../xcally/provider/mailAccountAssociation.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { accountInputs, cloudProviderInputs, linkInputs, mailbox } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

const elsewhere = "https://old.contoso.com";
const cloudProviderState = () => ({ ...cloudProviderInputs(xcally), server: elsewhere });
const linkState = () => ({
  ...linkInputs(xcally, 1, "1"),
  server: elsewhere,
  linkedCloudProviderId: "1",
});
const cloudProvider = () => cloudProviderResource(open(xcally));
const accountState = () => ({
  ...accountInputs(xcally),
  server: elsewhere,
  accountId: "1",
  accountAddress: "support@contoso.com",
});
const account = () => mailAccountResource(open(xcally));
const association = () => mailAccountAssociationResource(open(xcally));

describe("what was made on another server is not looked for on this one:", () => {
  test.each<[string, string, () => Promise<unknown> | undefined]>([
    ["read of a Cloud Provider", "Cloud Provider", () => cloudProvider().read?.("1", cloudProviderState())],
    [
      "delete of a Cloud Provider",
      "Cloud Provider",
      () => cloudProvider().delete?.("1", cloudProviderState()),
    ],
    [
      "update of a Cloud Provider",
      "Cloud Provider",
      () => cloudProvider().update?.("1", cloudProviderState(), cloudProviderInputs(xcally)),
    ],
    ["read of a mail account", "mail account", () => account().read?.("1", accountState())],
    [
      "update of a mail account",
      "mail account",
      () => account().update?.("1", accountState(), accountInputs(xcally)),
    ],
    ["read of an association", "mail account", () => association().read?.("1", linkState())],
    ["delete of an association", "mail account", () => association().delete?.("1", linkState())],
    [
      "update of an association",
      "mail account",
      () => association().update?.("1", linkState(), linkInputs(xcally, 1, "2")),
    ],
  ])("%s", async (_, what, work) => {
    xcally.state.cloudProviders.create({
      name: "Support [0123456789abcdef]",
      service: "Microsoft Azure",
      type: "Outlook365",
      clientId: "a",
      clientSecret: "b",
      tenantId: "c",
      redirectUri: null,
    });
    xcally.state.mailAccounts.update(1, { cloudProviderId: 1 });
    expect((await rejection(work())).message).toContain(
      `The ${what} of mailbox ${mailbox} was made on ${elsewhere}, but xcallyUrl is now ${xcally.url}.`,
    );
    expect(xcally.requests).toEqual([]);
  });
});
