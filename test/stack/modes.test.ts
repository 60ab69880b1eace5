import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { connections } from "../../commands/demo/bothSides.ts";
import { startXcallySimulator, type XcallySimulator } from "../../simulator/xcally/index.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const connected = (stack: TestStack) =>
  connections(stack).filter(({ cloudProvider }) => cloudProvider !== undefined);

describe("one application for all mailboxes, consent by a person", () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startTestStack({ application: "shared", consent: "interactive" });
    await stack.up();
  });
  afterAll(() => stack.close());

  test("every mailbox uses the one Cloud Provider and its one application", () => {
    expect(connected(stack)).toHaveLength(3);
    expect(new Set(connected(stack).map(({ cloudProvider }) => cloudProvider?.id)).size).toBe(1);
    expect(stack.entra.state.applications.filter(({ seeded }) => !seeded)).toHaveLength(1);
    expect(stack.xcally.state.cloudProviders.list()).toHaveLength(1);
  });

  test("nobody has consented, and the link for an administrator is an output", async () => {
    expect(stack.entra.state.grants).toEqual([]);
    const { mailboxes } = await stack.stack.outputs();
    const link = (mailboxes?.value as { support: { adminConsentUrl: string } }).support.adminConsentUrl;
    expect(link).toContain(`/${stack.entra.tenantId}/v2.0/adminconsent?client_id=`);
  });

  test("a second up and a refresh change nothing", async () => {
    expect(Object.keys(await stack.up())).toEqual(["same"]);
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
  });

  test("renaming a mailbox keeps its mail account linked", async () => {
    const [support, ...others] = threeMailboxes;
    await stack.configure({ mailboxes: [{ ...support, key: "helpdesk" }, ...others] });
    await stack.up();
    expect(connected(stack)).toHaveLength(3);
  });

  test("each mailbox can get an application of its own later", async () => {
    await stack.configure({ application: "perMailbox", consent: "tenant" });
    await stack.up();
    expect(new Set(connected(stack).map(({ application }) => application?.appId)).size).toBe(3);
    expect(stack.xcally.state.cloudProviders.list()).toHaveLength(3);
  });
});

describe("a server with a certificate, names and sign-in of its own, and a slow tenant", () => {
  let stack: TestStack;
  let xcally: XcallySimulator;
  beforeAll(async () => {
    xcally = await startXcallySimulator({
      tls: true,
      switches: { apiKeyIn: [], cloudProviderFields: { clientId: "applicationId" } },
    });
    stack = await startTestStack({
      xcallyUrl: xcally.url,
      xcallyCaFile: xcally.caFile,
      xcallyAuthentication: "login",
      xcallyUser: xcally.user,
      contract: { cloudProvider: { fields: { clientId: "applicationId" } } },
      mailboxes: [threeMailboxes[0]],
      signInAudience: "AzureADMultipleOrgs",
      applicationNamePrefix: "Contoso",
      additionalPermissions: ["User.Read"],
    });
    await stack.stack.setConfig("xcallyPassword", { value: xcally.password, secret: true });
    Object.assign(stack.entra.switches, { replicationDelayMs: 1500, secretDelayMs: 1500 });
    await stack.up();
  });
  afterAll(async () => {
    await stack.close();
    await xcally.close();
  });

  test("gets the mailbox connected", () => {
    const [cloudProvider] = xcally.state.cloudProviders.list();
    expect(xcally.state.mailAccounts.get(1)?.cloudProviderId).toBe(cloudProvider?.id);
    const application = stack.entra.state.applications.find(({ appId }) => appId === cloudProvider?.clientId);
    expect(application?.settings).toMatchObject({
      displayName: "Contoso support@contoso.com",
      signInAudience: "AzureADMultipleOrgs",
    });
    expect(JSON.stringify(application?.settings.requiredResourceAccess)).toContain(
      "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
    );
  });

  test("a second up and a refresh change nothing", async () => {
    expect(Object.keys(await stack.up())).toEqual(["same"]);
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
    expect(xcally.unexpectedRequests).toEqual([]);
  });
});
