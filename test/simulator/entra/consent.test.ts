import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { defaultPassword, startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { microsoftGraphAppId } from "../../../simulator/entra/state/microsoftApis.ts";
import { Browser } from "../../../simulator/person/browser.ts";
import type { Page } from "../../../simulator/person/browser.ts";
import { grantsOf } from "./grantsOf.ts";
import { createMailClient, mailScope, support } from "./mailClient.ts";
import type { MailClient } from "./mailClient.ts";

let simulator: EntraSimulator;
let client: MailClient;
beforeEach(async () => {
  simulator = await startEntraSimulator();
  client = await createMailClient(simulator, { on: [] });
});
afterEach(() => simulator.close());

const admin = { loginfmt: "admin@contoso.com", passwd: defaultPassword };
/** Signs in and stops at the page after it. */
const afterPassword = async (person = support, scope = mailScope): Promise<Page> => {
  const browser = new Browser(simulator.url);
  const page = await browser.open(client.authorizeUrl({ scope }));
  const next = await browser.submit(page as Page, { ...person });
  if (next.kind === "return") throw new Error("Nobody was asked to consent.");
  return next;
};

describe("the consent page", () => {
  test("names the permissions, the API of each, the application and the person", async () => {
    const page = await afterPassword();
    expect(page.heading).toBe("Permissions requested");
    for (const text of [
      "support@contoso.com",
      "XCALLY support (contoso.onmicrosoft.com)",
      "Read and write access to mailboxes via IMAP (Office 365 Exchange Online)",
      "Send emails from mailboxes using SMTP AUTH (Office 365 Exchange Online)",
      "Maintain access to data you have given it access to",
    ]) {
      expect(page.html).toContain(text);
    }
    expect(page.html).not.toContain('name="organization"');
  });

  test("makes one grant per API for the person who accepts, and is shown again to others only", async () => {
    await client.code();
    const principalId = simulator.state.users[0]?.id;
    expect(grantsOf(simulator, client)).toEqual({
      exchange: { consentType: "Principal", principalId, scope: " IMAP.AccessAsUser.All SMTP.Send" },
      graph: { consentType: "Principal", principalId, scope: " openid profile email offline_access" },
    });
    await client.code({ ...support, decision: "cancel" });
    const alex = { loginfmt: "alex@contoso.com", passwd: defaultPassword };
    await client.code(alex, { scope: "https://outlook.office.com/POP.AccessAsUser.All" });
    expect((await afterPassword(alex)).heading).toBe("Permissions requested");
  });

  test("adds to what was consented to before", async () => {
    await client.code(support, { scope: "https://outlook.office.com/SMTP.Send" });
    await client.code(support, { scope: "https://outlook.office.com/POP.AccessAsUser.All" });
    expect(grantsOf(simulator, client)).toMatchObject({
      exchange: { scope: " SMTP.Send POP.AccessAsUser.All" },
    });
  });

  test("is for everyone where an administrator says so", async () => {
    expect((await afterPassword(admin)).html).toContain('name="organization"');
    await client.code({ ...admin, organization: "on" });
    expect(grantsOf(simulator, client)).toMatchObject({
      exchange: { consentType: "AllPrincipals", principalId: null },
    });
    await client.code({ ...support, decision: "cancel" });
  });

  test("takes nobody's word but an administrator's for everyone", async () => {
    await client.code({ ...support, organization: "on" });
    expect(grantsOf(simulator, client)).toMatchObject({ exchange: { consentType: "Principal" } });
  });

  test("is shown again where the client asks for it", async () => {
    await client.code();
    expect(await client.visit({ ...support, decision: "cancel" }, { prompt: "consent" })).toMatchObject({
      parameters: { error: "access_denied" },
    });
  });

  test("leaves no grant when it is cancelled", async () => {
    await client.visit({ ...support, decision: "cancel" });
    expect(grantsOf(simulator, client)).toEqual({});
  });

  test("is refused where people may not consent, also when that was decided while it was open", async () => {
    const page = await afterPassword();
    simulator.switches.usersMayConsent = false;
    const refused = {
      heading: "Need admin approval",
      alert: expect.stringMatching(/^AADSTS90094: /) as unknown,
    };
    expect(await new Browser(simulator.url).submit(page, { decision: "accept" })).toMatchObject(refused);
    expect(await afterPassword()).toMatchObject(refused);
    await client.code(admin);
  });
});

describe("a consent for everyone", () => {
  test("on Exchange Online lets people sign in without being asked", async () => {
    client = await createMailClient(simulator, { on: ["exchange"] });
    await client.code({ ...support, decision: "cancel" });
    expect((await client.tokens()).scope).toContain("https://outlook.office.com/SMTP.Send");
  });

  test("on Microsoft Graph does not count for Exchange Online, unless the switch says so", async () => {
    client = await createMailClient(simulator, { on: ["graph"] });
    expect((await afterPassword()).heading).toBe("Permissions requested");
    simulator.switches.graphConsentCoversMail = true;
    await client.tokens({ ...support, decision: "cancel" });
  });

  test("counts only for the permissions that it names", async () => {
    client = await createMailClient(simulator, { on: ["exchange"] });
    const pop = "https://outlook.office.com/POP.AccessAsUser.All";
    expect((await afterPassword(support, pop)).html).toContain("via POP");
  });

  test("works where the service principal of Exchange Online does not list the permissions", async () => {
    await simulator.close();
    simulator = await startEntraSimulator({ exchangeListsMailScopes: false });
    client = await createMailClient(simulator, { on: ["exchange"] });
    await client.tokens({ ...support, decision: "cancel" });
  });
});

describe("the default scope", () => {
  const scope = "https://graph.microsoft.com/.default";
  const imap = { id: "652390e4-393a-48de-9484-05f9b1212954", type: "Scope" };

  test("asks for what the application's registration names", async () => {
    client = await createMailClient(
      simulator,
      { on: [] },
      { requiredResourceAccess: [{ resourceAppId: microsoftGraphAppId, resourceAccess: [imap] }] },
    );
    const answer = await client.redeem(await client.code(support, { scope }), { scope });
    expect(answer.body).toMatchObject({ scope: "https://graph.microsoft.com/IMAP.AccessAsUser.All" });
    expect(grantsOf(simulator, client)).toMatchObject({ graph: { scope: " IMAP.AccessAsUser.All" } });
  });
});
