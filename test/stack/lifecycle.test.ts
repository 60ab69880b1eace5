import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { bothSides, connections } from "../../commands/demo/bothSides.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support, sales, info] = threeMailboxes;
const renamedSales = { ...sales, displayName: "Sales department" };
const billing = { key: "billing", address: "billing@contoso.example" } as const;
let stack: TestStack;
let before: ReturnType<typeof bothSides>;
beforeAll(async () => {
  stack = await startTestStack();
  before = bothSides(stack);
});
afterAll(() => stack.close());

const connected = () => connections(stack).filter(({ cloudProvider }) => cloudProvider !== undefined);
const linkedAccounts = () => connected().map(({ account }) => account.email);

/** One story, in order: each test starts where the one before it ended. */
describe("the life of a stack", () => {
  test("a preview changes nothing on either side and names every resource below its mailbox", async () => {
    const changes = await stack.preview();
    expect(changes.create).toBeGreaterThan(20);
    expect(bothSides(stack)).toEqual(before);
  });

  test("up connects every mailbox on both sides, and no other mail account", async () => {
    await stack.up();
    expect(linkedAccounts()).toEqual(["support@contoso.com", "sales@contoso.com", "info@contoso.com"]);
    expect(new Set(connected().map(({ cloudProvider }) => cloudProvider?.clientId)).size).toBe(3);
    for (const { account, cloudProvider, application, principal, consentedOn } of connected()) {
      expect(application?.settings).toMatchObject({
        displayName: `XCALLY mail ${account.email}`,
        signInAudience: "AzureADMyOrg",
        web: { redirectUris: [`${stack.xcally.url}/api/auth/azure/callback`] },
      });
      expect(application?.owners).toEqual(new Set([stack.entra.deployer.objectId]));
      expect(principal?.owners).toEqual(new Set([stack.entra.deployer.objectId]));
      expect(application?.passwords).toHaveLength(2);
      expect(cloudProvider).toMatchObject({
        tenantId: stack.entra.tenantId,
        service: "Microsoft Azure",
        type: "Outlook365",
      });
      expect(consentedOn).toEqual(["Microsoft Graph", "Office 365 Exchange Online"]);
    }
  });

  test("the secret that XCALLY holds is the one that Entra ID accepts", async () => {
    for (const { cloudProvider } of connected()) {
      const response = await fetch(`${stack.entra.url}/${stack.entra.tenantId}/oauth2/v2.0/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: cloudProvider?.clientId ?? "",
          client_secret: cloudProvider?.clientSecret ?? "",
          scope: `${stack.entra.url}/graph/.default`,
        }),
      });
      expect(response.status).toBe(200);
    }
  });

  test("the outputs say for each mailbox what exists, in the tree mailbox > application, Cloud Provider, mail account, association", async () => {
    const outputs = await stack.stack.outputs();
    const [first] = connected();
    const inUse = first?.application?.passwords.find(({ hint }) =>
      first.cloudProvider?.clientSecret?.startsWith(hint),
    );
    expect(outputs["mailboxes"]?.value).toMatchObject({
      support: {
        address: "support@contoso.com",
        clientId: first?.application?.appId,
        applicationObjectId: first?.application?.id,
        servicePrincipalObjectId: first?.principal?.id,
        tenantId: stack.entra.tenantId,
        cloudProviderId: String(first?.cloudProvider?.id),
        accountId: String(first?.account.id),
        redirectUri: `${stack.xcally.url}/api/auth/azure/callback`,
        activeSecretKeyId: inUse?.keyId,
        secretExpires: inUse?.endDateTime.toISOString().replace(".000", ""),
      },
      info: { signInUser: "agent@contoso.com" },
    });
    const component = (await stack.resources()).find(({ urn }) =>
      urn.endsWith("MailboxAuthentication::support"),
    );
    expect(component?.outputs).toMatchObject({
      address: support.address,
      clientId: first?.application?.appId,
    });
    const all = await children("MailboxAuthentication::support");
    expect(all.toSorted()).toEqual([
      "pulumi-nodejs:dynamic/xcally:CloudProvider::support",
      "pulumi-nodejs:dynamic/xcally:MailAccount::support@contoso.com",
      "pulumi-nodejs:dynamic/xcally:MailAccountAssociation::support@contoso.com",
      "random:index/randomId:RandomId::support",
      "xcally:index:MailApplication::support",
    ]);
    // What the account had before is in state before the account is linked.
    expect(all.at(-1)).toMatch(/MailAccountAssociation/);
  });

  test("state holds one line of less than 300 bytes instead of the provider's code", async () => {
    const lines = (await stack.resources()).flatMap(({ outputs }) => outputs?.["__provider"] ?? []);
    expect(lines).toHaveLength(9);
    expect(lines.every((line) => typeof line === "string" && Buffer.byteLength(line) < 300)).toBe(true);
  });

  test("state holds no stack trace of what the program declares", async () => {
    const traced = (await stack.resources()).filter((resource) => "stackTrace" in resource);
    // The stack itself is declared before the program runs.
    expect(traced.map(({ type }) => type)).toEqual(["pulumi:pulumi:Stack"]);
  });

  test("the second secret of an application waits for the first, which holds no other operation up", async () => {
    const secrets = (await stack.resources()).filter(({ type }) => type.endsWith(":ApplicationPassword"));
    const [first, second] = ["support-0", "support-1"].map((name) =>
      secrets.find(({ urn }) => urn.endsWith(`::${name}`)),
    );
    expect(second?.dependencies).toContain(first?.urn);
  });

  test("a second up changes nothing and asks XCALLY nothing", async () => {
    const requests = stack.xcally.requests.length;
    expect(Object.keys(await stack.up())).toEqual(["same"]);
    expect(stack.xcally.requests).toHaveLength(requests);
  });

  test("a refresh right after an up changes nothing, however XCALLY shows secrets and whatever it adds", async () => {
    for (const maskSecrets of ["no", "stars", "omit", "null"] as const) {
      Object.assign(stack.xcally.switches, { maskSecrets, extraFields: true });
      expect(Object.keys(await stack.refresh())).toEqual(["same"]);
    }
    Object.assign(stack.xcally.switches, { maskSecrets: "no", extraFields: false });
  });

  test("a change of one mailbox touches that mailbox only", async () => {
    await stack.configure({ mailboxes: [support, renamedSales, info] });
    const unchanged = connected().filter(({ account }) => account.email !== sales.address);
    const changes = await stack.up();
    expect(changes.update).toBe(2);
    expect(connected().filter(({ account }) => account.email !== sales.address)).toEqual(unchanged);
    const [changed] = connected().filter(({ account }) => account.email === sales.address);
    expect(changed?.application?.settings.displayName).toBe("XCALLY mail Sales department");
    expect(changed?.cloudProvider?.name).toMatch(/^Sales department \[[0-9a-f]{16}\]$/);
  });

  test("what somebody changed by hand in XCALLY is seen by a refresh and repaired by the next up", async () => {
    const { account, cloudProvider } = connected()[0] ?? {};
    stack.xcally.state.cloudProviders.update(cloudProvider?.id ?? 0, { clientSecret: "changed by hand" });
    stack.xcally.state.mailAccounts.update(account?.id ?? 0, { cloudProviderId: null });
    expect((await stack.refresh()).update).toBe(2);
    expect((await stack.up()).update).toBe(2);
    expect(linkedAccounts()).toContain("support@contoso.com");
    expect(stack.xcally.state.cloudProviders.get(cloudProvider?.id ?? 0)?.clientSecret).toBe(
      cloudProvider?.clientSecret,
    );
  });

  test("a mailbox can be added and removed without touching the others", async () => {
    const others = connected();
    await stack.configure({ mailboxes: [support, renamedSales, info, billing] });
    await stack.up();
    expect(linkedAccounts()).toContain(billing.address);
    await stack.configure({ mailboxes: [support, renamedSales, info] });
    await stack.up();
    expect(connected()).toEqual(others);
  });

  test("destroy leaves nothing and puts every mail account back", async () => {
    await stack.stack.destroy();
    expect(bothSides(stack)).toEqual(before);
  });
});

/** Types and names of the resources whose parent's URN ends as given, in the order of the state. */
async function children(parent: string): Promise<readonly string[]> {
  return (await stack.resources())
    .filter((resource) => resource.parent?.endsWith(parent))
    .map(({ urn }) => urn.replace(/^.*\$/, ""));
}
