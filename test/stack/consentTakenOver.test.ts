import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { resources } from "../../entra/permissions.ts";
import { findServicePrincipal, signIn } from "../simulator/entra/graphClient.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ consent: "interactive", mailboxes: threeMailboxes.slice(0, 1) });
  await stack.up();
});
afterAll(() => stack.close());

const scopes = () => stack.entra.state.grants.map(({ scope }) => (scope ?? "").trim().split(" ").toSorted());

test("a consent that an administrator has given is told with what it holds and lacks, and taken over", async () => {
  const graph = await signIn(stack.entra);
  const [client] = (await stack.resources()).filter(({ type }) => type.endsWith(":ServicePrincipal"));
  await graph.post("/oauth2PermissionGrants", {
    clientId: client?.outputs?.["objectId"],
    resourceId: await findServicePrincipal(graph, resources.microsoftGraph.appId),
    consentType: "AllPrincipals",
    scope: "IMAP.AccessAsUser.All offline_access openid email",
  });
  await stack.configure({ consent: "tenant" });
  await stack.preview();
  expect(stack.output()).toContain(
    "Takes over the consent on Microsoft Graph that the application of mailbox support (support@contoso.com) has, to " +
      "IMAP.AccessAsUser.All, offline_access, openid, email. It lacks SMTP.Send, which the next pulumi up adds.",
  );
  await stack.up();
  await stack.up();
  expect(scopes()).toEqual([
    ["IMAP.AccessAsUser.All", "SMTP.Send", "email", "offline_access", "openid"],
    ["IMAP.AccessAsUser.All", "SMTP.Send"],
  ]);
  expect(Object.keys(await stack.up())).toEqual(["same"]);
});
