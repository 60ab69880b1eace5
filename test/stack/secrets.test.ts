import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { RecordedRequest } from "../../simulator/shared/requestLog.ts";
import { startTestStack, threeMailboxes, type TestStack } from "./testStack.ts";

jest.setTimeout(300_000);

const [support] = threeMailboxes;
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ mailboxes: [support], xcallyApiKey: undefined });
});
afterAll(() => stack.close());

describe("a secret that was issued", () => {
  test("is in no output, no state and no preview, whether things go well or fail", async () => {
    const seen: string[] = [];
    await stack.preview();
    await stack.up();
    seen.push(await stack.backend());

    // A rotation, in which XCALLY refuses the new secret.
    await stack.configure({ secret: { anchor: "2026-01-03", everyDays: 60, graceDays: 10 } });
    stack.xcally.faults.once(
      "beforeHandler",
      { method: "PUT" },
      { kind: "answer", status: 422, body: { message: "no" } },
    );
    await expect(stack.up()).rejects.toThrow();
    seen.push(await stack.backend());
    expect(stack.entra.state.applications.find(({ seeded }) => !seeded)?.passwords).toHaveLength(4);
    expect(await tokenStatus()).toBe(200);
    expect(stack.output()).toContain(
      "Could not update the Cloud Provider of mailbox support (support@contoso.com): PUT /api/cloudProviders/1 answered 422: no.",
    );

    await stack.up();
    await stack.refresh();
    seen.push(await stack.backend(), stack.output(), JSON.stringify(await stack.stack.outputs()));
    const secrets = [...stack.entra.issuedSecrets, stack.xcally.apiKey];
    expect(stack.entra.issuedSecrets.length).toBeGreaterThanOrEqual(3);
    expect(seen.flatMap((text) => leaks(text, secrets))).toEqual([]);
  });

  test("reaches XCALLY before the ones that it replaces are removed", () => {
    const [application] = stack.entra.state.applications.filter(({ seeded }) => !seeded);
    const inXcally = stack.xcally.state.cloudProviders.get(1)?.clientSecret ?? "";
    expect(application?.passwords).toHaveLength(2);
    expect(application?.passwords.map(({ hint }) => hint)).toContain(inXcally.slice(0, 3));

    const last = (requests: readonly RecordedRequest[], path: RegExp) =>
      requests.findLast((request) => path.test(request.path) && request.status < 300)?.at ?? 0;
    const firstRemoval = stack.entra.requests.find(({ path }) => path.endsWith("/removePassword"))?.at ?? 0;
    const handedOver =
      stack.xcally.requests.findLast(({ method, status }) => method === "PUT" && status === 200)?.at ?? 0;
    expect(last(stack.entra.requests, /addPassword$/)).toBeLessThan(handedOver);
    expect(handedOver).toBeLessThan(firstRemoval);
  });
});

describe("XCALLY's API key", () => {
  test("in the configuration is a secret in state, and a new one changes no resource", async () => {
    await stack.stack.setConfig("xcallyApiKey", { value: stack.xcally.apiKey, secret: true });
    const changes = await stack.up();
    expect(changes).toEqual({ same: expect.any(Number), update: 1 });
    const backend = await stack.backend();
    expect(backend).toContain("xcally:apiKey");
    expect(leaks(backend, [stack.xcally.apiKey])).toEqual([]);
  });

  test("of the environment wins over the one in state, so a plain refresh works after the key was replaced", async () => {
    stack.stack.workspace.envVars["XCALLY_API_KEY"] = await stack.xcally.replaceApiKey();
    expect(Object.keys(await stack.refresh())).toEqual(["same"]);
  });
});

/** How Entra ID answers the secret that XCALLY holds. */
async function tokenStatus(): Promise<number> {
  const { clientId, clientSecret } = stack.xcally.state.cloudProviders.get(1) ?? {};
  const response = await fetch(`${stack.entra.url}/${stack.entra.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId ?? "",
      client_secret: clientSecret ?? "",
      scope: `${stack.entra.url}/graph/.default`,
    }),
  });
  return response.status;
}

/** The secrets that a text holds, cut short so that a failing test does not print them. */
function leaks(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 4)}...`);
}
