import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { z } from "zod";
import { connections } from "../../commands/demo/bothSides.ts";
import {
  addPassword,
  createApplication,
  createServicePrincipal,
  findServicePrincipal,
  signIn,
} from "../simulator/entra/graphClient.ts";
import { mailAccountDefaults } from "../../simulator/xcally/entities.ts";
import { send } from "../simulator/xcally/send.ts";
import { startTestStack, type TestStack } from "./testStack.ts";

jest.setTimeout(600_000);

const graphAppId = "00000003-0000-0000-c000-000000000000";
const exchangeAppId = "00000002-0000-0ff1-ce00-000000000000";
const permissions = {
  "IMAP.AccessAsUser.All": "652390e4-393a-48de-9484-05f9b1212954",
  "SMTP.Send": "258f6531-6087-4cc4-bb90-092c5fb3ed3f",
  offline_access: "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
};
const keys = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const created = z.object({ id: z.number() });

/** What a person has clicked together for one mailbox on both sides; our code has no part in it. */
interface HandMade {
  readonly key: string;
  readonly address: string;
  readonly adopt: {
    readonly cloudProviderId: number;
    readonly applicationObjectId: string;
    readonly clientId: string;
  };
  readonly secretKeyId: string;
  readonly clientSecret: string;
  readonly accountId: number;
}

let stack: TestStack;
let handMade: readonly HandMade[];
const mailboxes = (more: object = {}) =>
  handMade.map(({ key, address, adopt }) => ({ key, address, adopt: { ...adopt, ...more } }));

beforeAll(async () => {
  stack = await startTestStack();
  handMade = await Promise.all(keys.map(makeByHand));
  await stack.configure({ mailboxes: mailboxes() });
});
afterAll(() => stack.close());

const application = ({ adopt }: HandMade) =>
  stack.entra.state.applications.find(({ id }) => id === adopt.applicationObjectId);
const settings = () => handMade.map((one) => application(one)?.settings);

/** One story, in order: each test starts where the one before it ended. */
describe("ten mailboxes that people have made by hand", () => {
  test("a preview says in words what each of them adopts, and imports every application", async () => {
    const changes = await stack.preview();
    for (const { key, address, adopt } of handMade) {
      expect(stack.output()).toContain(
        `Mailbox ${key} (${address}) adopts the Cloud Provider ${adopt.cloudProviderId} of XCALLY, ` +
          `and the application ${adopt.applicationObjectId} of Entra ID`,
      );
    }
    // The application, its service principal and both consents.
    expect(changes.import).toBe(4 * keys.length);
  });

  test("an application that is not there, and two ids of different ones, are refused in the preview", async () => {
    const [one, two] = mailboxes();
    const missing = "3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b";
    await stack.configure({
      mailboxes: [{ ...one, adopt: { ...one?.adopt, applicationObjectId: missing, clientId: undefined } }],
    });
    await expect(stack.preview()).rejects.toThrow(
      `is to adopt the application ${missing}, but it could not be read from Entra ID`,
    );
    await stack.configure({
      mailboxes: [{ ...one, adopt: { ...one?.adopt, clientId: two?.adopt.clientId } }],
    });
    await expect(stack.preview()).rejects.toThrow(
      `its client id is ${one?.adopt.clientId ?? ""}, not ${two?.adopt.clientId ?? ""}`,
    );
  });

  test("what an adopted application lacks for mail to work is named in the preview", async () => {
    const [one] = mailboxes();
    await stack.configure({
      mailboxes: [{ ...one, protocols: ["imap", "pop"] }],
      redirectUri: "https://other.contoso.com/callback",
    });
    await stack.preview();
    expect(stack.output()).toContain(
      `adopts lacks the permission POP.AccessAsUser.All on Microsoft Graph, the redirect URI https://other.contoso.com/callback.`,
    );
    await stack.configure({ mailboxes: mailboxes(), redirectUri: undefined });
  });

  test("up takes over everything in place: no secret is removed, no Cloud Provider or application made, no setting changed", async () => {
    const before = settings();
    const counts = () => ({
      applications: stack.entra.state.applications.length,
      servicePrincipals: stack.entra.state.servicePrincipals.length,
      grants: stack.entra.state.grants.length,
      cloudProviders: stack.xcally.state.cloudProviders.list().map(({ id }) => id),
    });
    const countsBefore = counts();
    await stack.up();
    expect(counts()).toEqual(countsBefore);
    expect(settings()).toEqual(before);
    for (const one of handMade) {
      const { account, cloudProvider } =
        connections(stack).find((connection) => connection.account.email === one.address) ?? {};
      expect(account?.cloudProviderId).toBe(one.adopt.cloudProviderId);
      expect(cloudProvider?.clientId).toBe(one.adopt.clientId);
      expect(cloudProvider?.clientSecret).not.toBe(one.clientSecret);
      expect(application(one)?.passwords.map(({ keyId }) => keyId)).toContain(one.secretKeyId);
      expect(application(one)?.passwords).toHaveLength(3);
    }
  });

  test("a second preview is empty, and so is a refresh", async () => {
    expect(Object.keys(await stack.preview())).toEqual(["same"]);
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
  });

  test("a wish to let in single users alone does not hold for what people have made, and that is told", async () => {
    await stack.configure({ restrictToMailboxUser: true });
    expect(Object.keys(await stack.preview())).toEqual(["same"]);
    expect(stack.output()).toContain("restrictToMailboxUser does not hold for mailbox ");
    await stack.configure({ restrictToMailboxUser: undefined });
  });

  test("to name another application or Cloud Provider afterwards is refused in the preview", async () => {
    const [one, two] = mailboxes();
    if (one === undefined || two === undefined) throw new Error("There are ten.");
    const { applicationObjectId, clientId, cloudProviderId } = two.adopt;
    await stack.configure({
      mailboxes: [{ ...one, adopt: { ...one.adopt, applicationObjectId, clientId } }],
    });
    await expect(stack.preview()).rejects.toThrow(
      `but it has the application ${one.adopt.applicationObjectId} `,
    );
    await stack.configure({ mailboxes: [{ ...one, adopt: { ...one.adopt, cloudProviderId } }] });
    await expect(stack.preview()).rejects.toThrow(
      `but it has the Cloud Provider ${one.adopt.cloudProviderId} already`,
    );
    await stack.configure({ mailboxes: mailboxes() });
  });

  test("mailboxes that are taken out of the stack leave everything in place", async () => {
    const [first, ...others] = mailboxes();
    const before = structuredClone(connections(stack));
    await stack.configure({ mailboxes: [first] });
    await stack.up();
    expect(connections(stack)).toEqual(before);
    expect(
      (await stack.resources()).filter(({ type }) => type.includes("azuread:index/application:")),
    ).toHaveLength(1);
    await stack.configure({ mailboxes: [first, ...others] });
  });

  test("an application or a Cloud Provider that the stack has for another mailbox is not adopted a second time", async () => {
    const [first, second] = mailboxes();
    if (first === undefined || second === undefined) throw new Error("There are ten.");
    const { cloudProviderId, ...application } = first.adopt;
    // The configuration says nothing of what it has been given, so only the state knows.
    const known = { ...first, adopt: undefined, retain: true };
    await stack.configure({ mailboxes: [known, { ...second, adopt: { ...second.adopt, ...application } }] });
    await expect(stack.preview()).rejects.toThrow(
      `is to adopt the application ${application.applicationObjectId}, but this stack has it for one already`,
    );
    await stack.configure({ mailboxes: [known, { ...second, adopt: { cloudProviderId } }] });
    await expect(stack.preview()).rejects.toThrow(
      `is to adopt the Cloud Provider ${cloudProviderId}, but this stack has it for one (one@contoso.com) already`,
    );
  });

  test("a secret that people gave can only be kept where XCALLY still has it", async () => {
    const [first] = mailboxes({ keepSecretUntil: "2027-01-01" });
    await stack.configure({ mailboxes: [first] });
    await expect(stack.preview()).rejects.toThrow(
      "adopt.keepSecretUntil of mailbox one (one@contoso.com) is 2027-01-01, but XCALLY has a secret of this stack's already. Remove keepSecretUntil.",
    );
  });

  test("XCALLY keeps the secret that people gave it until the day of keepSecretUntil, and gets the stack's on that day", async () => {
    const [eleventh] = await Promise.all(["eleven"].map(makeByHand));
    if (eleventh === undefined) throw new Error("There is one.");
    const { key, address, adopt, clientSecret } = eleventh;
    const held = () => stack.xcally.state.cloudProviders.get(adopt.cloudProviderId)?.clientSecret;
    await stack.configure({
      mailboxes: [
        ...mailboxes().slice(0, 1),
        { key, address, adopt: { ...adopt, keepSecretUntil: "2027-01-01" } },
      ],
    });
    stack.setClock("2026-12-31T12:00:00Z");
    await stack.up();
    expect(held()).toBe(clientSecret);
    expect(Object.keys(await stack.preview())).toEqual(["same"]);
    expect((await stack.stack.outputs())["mailboxes"]?.value).toMatchObject({
      [key]: { activeSecretKeyId: "", secretExpires: "2027-01-01T00:00:00Z" },
    });
    stack.setClock("2027-01-01T00:01:00Z");
    await stack.up();
    expect(held()).not.toBe(clientSecret);
    expect(application(eleventh)?.passwords.map(({ keyId }) => keyId)).toContain(eleventh.secretKeyId);
  });

  test("a leaked secret of an adopted mailbox is removed like any other, and the one that people made is not", async () => {
    const [first] = handMade;
    if (first === undefined) throw new Error("There are ten.");
    const before = application(first)?.passwords.map(({ keyId }) => keyId) ?? [];
    await stack.configure({
      mailboxes: mailboxes()
        .slice(0, 1)
        .map((mailbox) => ({ ...mailbox, rotateNow: "leak" })),
    });
    await stack.up();
    const after = application(first)?.passwords.map(({ keyId }) => keyId) ?? [];
    expect(after.filter((keyId) => before.includes(keyId))).toEqual([first.secretKeyId]);
    expect(after).toHaveLength(3);
  });
});

async function makeByHand(key: string): Promise<HandMade> {
  const address = `${key}@contoso.com`;
  const graph = await signIn(stack.entra);
  const { id, appId } = await createApplication(graph, {
    displayName: `Mail of ${key}, made by hand`,
    web: {
      redirectUris: [`${stack.xcally.url}/api/auth/azure/callback`, "https://old.contoso.com/callback"],
    },
    requiredResourceAccess: [
      {
        resourceAppId: graphAppId,
        resourceAccess: Object.values(permissions).map((permission) => ({ id: permission, type: "Scope" })),
      },
    ],
  });
  const clientId = await createServicePrincipal(graph, appId);
  for (const [resource, scope] of [
    [graphAppId, Object.keys(permissions).join(" ")],
    [exchangeAppId, "IMAP.AccessAsUser.All SMTP.Send"],
  ] as const) {
    const resourceId = await findServicePrincipal(graph, resource);
    await graph.post("/oauth2PermissionGrants", {
      clientId,
      consentType: "AllPrincipals",
      resourceId,
      scope,
    });
  }
  const { keyId, secretText } = await addPassword(graph, id, { displayName: "made by hand" });
  const cloudProvider = created.parse(
    (
      await send(stack.xcally, "POST", "/api/cloudProviders", {
        name: `Office 365 ${key}`,
        service: "Microsoft Azure",
        type: "Outlook365",
        clientId: appId,
        clientSecret: secretText,
        tenantId: stack.entra.tenantId,
      })
    ).body,
  );
  const account = stack.xcally.state.mailAccounts.create({
    ...mailAccountDefaults,
    name: key,
    key: key.slice(0, 5).toUpperCase(),
    email: address,
    cloudProviderId: cloudProvider.id,
  });
  return {
    key,
    address,
    adopt: { cloudProviderId: cloudProvider.id, applicationObjectId: id, clientId: appId },
    secretKeyId: keyId,
    clientSecret: secretText,
    accountId: account.id,
  };
}
