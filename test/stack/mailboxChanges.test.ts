import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { z } from "zod";
import { bothSides, connections } from "../../commands/demo/bothSides.ts";
import { startTestStack, threeMailboxes, type Config, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support, sales] = threeMailboxes;
/** What each linked account signs in with: the name of its Cloud Provider, without the marker. */
const links = (stack: TestStack) =>
  Object.fromEntries(
    connections(stack)
      .filter(({ cloudProvider }) => cloudProvider !== undefined)
      .map(({ account, cloudProvider }) => [account.email, cloudProvider?.name.replace(/ \[.*/, "")]),
  );
const start = async (config: Config) => {
  const stack = await startTestStack({ secretProof: { required: false }, ...config });
  // What the account had before us, which must survive whatever happens.
  stack.xcally.state.cloudProviders.create({
    name: "By hand",
    service: "Microsoft Azure",
    type: "Outlook365",
    clientId: "a",
    clientSecret: "b",
    tenantId: "c",
    redirectUri: null,
  });
  stack.xcally.state.mailAccounts.update(1, { cloudProviderId: 1 });
  return stack;
};
const replaceAll = async (stack: TestStack) => {
  const replace = (await stack.resources())
    .map(({ urn }) => urn)
    .filter((urn) => urn.includes("$pulumi-nodejs:dynamic/"));
  expect(replace.length).toBeGreaterThan(1);
  await stack.stack.up({ replace });
};

/** Makes the state one of a program that had no resource for mail accounts. */
const forgetMailAccounts = async ({ stack }: TestStack) => {
  const state = await stack.exportStack();
  const { resources, ...deployment } = olderState.parse(state.deployment);
  const type = "pulumi-nodejs:dynamic/xcally:MailAccount";
  const older = resources
    .filter((resource) => resource.type !== type)
    .map((resource) => {
      if (resource.type !== `${type}Association`) return resource;
      const { accountId, rememberedCloudProviderId, accountAddress, ...inputs } = resource.inputs ?? {};
      expect([accountId, accountAddress]).not.toContain(undefined);
      const account = { by: "address", address: accountAddress };
      const { rememberedCloudProviderId: remembered, ...outputs } = resource.outputs ?? {};
      expect(remembered).toBe(rememberedCloudProviderId);
      return {
        ...resource,
        inputs: { ...inputs, account },
        outputs: { ...outputs, account },
        dependencies: resource.dependencies?.filter((urn) => !urn.includes(`${type}::`)),
        propertyDependencies: {},
      };
    });
  await stack.importStack({ ...state, deployment: { ...deployment, resources: older } });
};
const properties = z.record(z.string(), z.unknown());
const olderState = z.looseObject({
  resources: z.array(
    z.looseObject({
      type: z.string(),
      inputs: properties.optional(),
      outputs: properties.optional(),
      dependencies: z.array(z.string()).optional(),
    }),
  ),
});

/** Stories, in order: each test starts where the one before it ended. */
describe("an application for each mailbox", () => {
  let stack: TestStack;
  let before: ReturnType<typeof bothSides>;
  beforeAll(async () => {
    stack = await start({ mailboxes: [support, sales] });
    before = bothSides(stack);
    await stack.up();
  });
  afterAll(() => stack.close());

  test("replacing every resource of XCALLY's leaves all mailboxes connected", async () => {
    await replaceAll(stack);
    expect(links(stack)).toEqual({
      "support@contoso.com": "support@contoso.com",
      "sales@contoso.com": "sales@contoso.com",
    });
  });

  test("two mailboxes can swap their mail accounts", async () => {
    const mailboxes = [
      { ...support, account: sales.address },
      { ...sales, account: support.address },
    ];
    await stack.configure({ mailboxes });
    await stack.up();
    expect(links(stack)).toEqual({
      "support@contoso.com": "sales@contoso.com",
      "sales@contoso.com": "support@contoso.com",
    });
    await stack.configure({ mailboxes: [support, sales] });
    await stack.up();
  });

  test("a renamed mailbox keeps its application, its secrets and its Cloud Provider, once and for all", async () => {
    const { applications } = stack.entra.state;
    const secrets = applications.map(({ passwords }) => passwords.map(({ keyId }) => keyId));
    const cloudProviders = stack.xcally.state.cloudProviders.list().map(({ id }) => id);
    await stack.configure({ mailboxes: [{ ...support, key: "help" }, sales] });
    const changes = await stack.up();
    expect(Object.keys(changes).toSorted()).toEqual(["same", "update"]);
    expect(Object.keys(await stack.up())).toEqual(["same"]);
    expect(stack.entra.state.applications.map(({ id }) => id)).toEqual(applications.map(({ id }) => id));
    expect(
      stack.entra.state.applications.map(({ passwords }) => passwords.map(({ keyId }) => keyId)),
    ).toEqual(secrets);
    expect(stack.xcally.state.cloudProviders.list().map(({ id }) => id)).toEqual(cloudProviders);
    expect(links(stack)).toEqual({
      "support@contoso.com": "support@contoso.com",
      "sales@contoso.com": "sales@contoso.com",
    });
    const names = (await stack.resources()).map(({ urn }) => urn.split("::").at(-1));
    expect(names.filter((name) => name?.split("-")[0] === "support")).toEqual([]);
  });

  test("a mistyped mail account fails while the old link still works", async () => {
    await stack.configure({ mailboxes: [{ ...support, key: "help", account: "suport@contoso.com" }, sales] });
    await expect(stack.up()).rejects.toThrow();
    expect(links(stack)).toHaveProperty(["support@contoso.com"], "support@contoso.com");
    await stack.configure({ mailboxes: [{ ...support, key: "help" }, sales] });
  });

  test("a state of before mail accounts had resources of their own is brought up without a change to XCALLY or to an association", async () => {
    await stack.up();
    await forgetMailAccounts(stack);
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
    expect(await stack.preview()).toMatchObject({ create: 2, same: expect.any(Number) });
    const linked = links(stack);
    const changes = await stack.up();
    expect(changes).toEqual({ create: 2, same: expect.any(Number) });
    expect(links(stack)).toEqual(linked);
    expect(Object.keys(await stack.up())).toEqual(["same"]);
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
  });

  test("a destroy puts every account back to what it had before all that", async () => {
    await stack.stack.destroy();
    expect(bothSides(stack)).toEqual(before);
  });
});

describe("one application for all mailboxes", () => {
  let stack: TestStack;
  let before: ReturnType<typeof bothSides>;
  beforeAll(async () => {
    stack = await start({ application: "shared", mailboxes: [support, sales] });
    before = bothSides(stack);
    await stack.up();
  });
  afterAll(() => stack.close());
  const all = { "support@contoso.com": "all mailboxes", "sales@contoso.com": "all mailboxes" };

  test("replacing every resource of XCALLY's leaves all mailboxes connected", async () => {
    await replaceAll(stack);
    expect(links(stack)).toEqual(all);
  });

  test("a renamed mailbox stays connected, also when its account is named by its id at the same time", async () => {
    await stack.configure({
      mailboxes: [
        { ...support, key: "help" },
        { ...sales, accountId: 2 },
      ],
    });
    await stack.up();
    expect(links(stack)).toEqual(all);
  });

  test("a mail account of two mailboxes is refused, and a destroy still leaves nothing", async () => {
    const twice = { key: "twice", address: "twice@contoso.com", accountId: 1 };
    await stack.stack.destroy();
    await stack.configure({ mailboxes: [support, twice] });
    await expect(stack.up()).rejects.toThrow();
    expect(stack.output()).toContain("but a mail account has one mailbox");
    await stack.stack.destroy();
    expect(bothSides(stack)).toEqual(before);
  });
});
