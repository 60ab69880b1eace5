import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startXcallySimulator, type XcallySimulator } from "../../../simulator/xcally/index.ts";
import { cloudProviderResource } from "../../../xcally/provider/cloudProvider.ts";
import { mailAccountAssociationResource } from "../../../xcally/provider/mailAccountAssociation.ts";
import { rejection } from "../../support/rejection.ts";
import { open } from "./open.ts";
import { addByHand, cloudProviderInputs, linkInputs, mailbox } from "./records.ts";

let xcally: XcallySimulator;
beforeAll(async () => {
  xcally = await startXcallySimulator();
});
afterEach(() => {
  expect(xcally.unexpectedRequests).toEqual([]);
  xcally.reset();
});
afterAll(() => xcally.close());

const inputs = () => cloudProviderInputs(xcally);
const linkOf = (account: number) => xcally.state.mailAccounts.get(account)?.cloudProviderId;
/** Both resources as one run of the engine has them: in one process. */
const run = () => {
  const session = open(xcally);
  return {
    cloudProvider: cloudProviderResource(session),
    association: mailAccountAssociationResource(session),
  };
};
const connected = async () => {
  const { cloudProvider, association } = run();
  const { id } = await cloudProvider.create(inputs());
  const outs = (await association.create(linkInputs(xcally, 1, id))).outs as object;
  return { id, state: outs };
};

describe("a replacement, in which the new is made before the old is deleted", () => {
  test("of a Cloud Provider takes the record over and then spares it", async () => {
    const { id } = await connected();
    xcally.state.mailAccounts.update(1, { cloudProviderId: null });
    const { cloudProvider } = run();
    expect((await cloudProvider.create(inputs())).id).toBe(id);
    await cloudProvider.delete?.(id, inputs());
    expect(xcally.state.cloudProviders.list()).toHaveLength(1);
    await run().cloudProvider.delete?.(id, inputs());
    expect(xcally.state.cloudProviders.list()).toEqual([]);
  });

  test("of an association by one of another name leaves the account linked", async () => {
    const { id, state } = await connected();
    const { association } = run();
    await association.create(linkInputs(xcally, 1, id));
    await association.delete?.("1", state);
    expect(linkOf(1)).toBe(Number(id));
  });
});

test("a mail account of two mailboxes is refused to the second one, naming both, and stays with the first", async () => {
  const { association } = run();
  const [first, second] = [addByHand(xcally, "First"), addByHand(xcally, "Second")].map(String);
  await association.create(linkInputs(xcally, 1, first ?? ""));
  const sales = { ...linkInputs(xcally, 1, second ?? ""), mailbox: "sales (sales@contoso.com)" };
  expect((await rejection(association.create(sales))).message).toBe(
    `The mail account 1 is that of mailbox ${mailbox} and of mailbox sales (sales@contoso.com), but a mail account has one mailbox. ` +
      "Name another one with account or accountId, or remove one of the two mailboxes.",
  );
  expect(linkOf(1)).toBe(Number(first));
});

test("a mail account that an update has linked is refused to another mailbox too", async () => {
  const { id, state } = await connected();
  const { association } = run();
  await association.update?.("1", state, {
    ...linkInputs(xcally, 1, id),
    mailbox: "help (support@contoso.com)",
  });
  const sales = { ...linkInputs(xcally, 1, id), mailbox: "sales (sales@contoso.com)" };
  expect((await rejection(association.create(sales))).message).toContain("is that of mailbox help");
});
