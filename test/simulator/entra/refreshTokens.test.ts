import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { decodeJwt } from "jose";
import { z } from "zod";
import { secondFactorCode, startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { addPassword, graphClient, graphError, signIn } from "./graphClient.ts";
import type { Answer } from "./graphClient.ts";
import { createMailClient, mailPermissions, redirectUri, support } from "./mailClient.ts";
import type { MailClient } from "./mailClient.ts";

const days = 24 * 60 * 60 * 1000;
let now = new Date("2027-01-01T00:00:00Z");
let simulator: EntraSimulator;
let client: MailClient;
beforeEach(async () => {
  now = new Date("2027-01-01T00:00:00Z");
  simulator = await startEntraSimulator({ now: () => now });
  client = await createMailClient(simulator);
});
afterEach(() => simulator.close());

const pass = (milliseconds: number): void => {
  now = new Date(now.getTime() + milliseconds);
};
const read = ({ body }: Answer) =>
  z.object({ access_token: z.string(), refresh_token: z.string(), scope: z.string() }).parse(body);

describe("a refresh", () => {
  test("brings a new access token and a new refresh token", async () => {
    const { refresh_token: first } = await client.tokens();
    pass(3_600_000);
    const { access_token: token, refresh_token: second } = read(await client.refresh(first));
    expect(second).not.toBe(first);
    expect(decodeJwt(token)).toMatchObject({
      aud: "https://outlook.office.com",
      scp: "IMAP.AccessAsUser.All SMTP.Send",
      iat: now.getTime() / 1000,
    });
  });

  test("leaves the old refresh token as good as it was", async () => {
    const { refresh_token: first } = await client.tokens();
    await client.refresh(first);
    expect((await client.refresh(first)).status).toBe(200);
  });

  test("goes on for a year where it is used every 89 days, and the old token ends by itself", async () => {
    const { refresh_token: first } = await client.tokens();
    let token = first;
    const secret = await addPassword(await signIn(simulator), client.applicationId, {
      endDateTime: "2029-01-01T00:00:00Z",
    });
    const form = { client_secret: secret.secretText };
    for (let time = 0; time < 5; time++) {
      pass(89 * days);
      token = read(await client.refresh(token, form)).refresh_token;
    }
    expect((await client.refresh(first, form)).body).toMatchObject({ error_codes: [700082] });
    expect((await client.refresh(token, form)).status).toBe(200);
  });

  test("goes on with another secret of the application", async () => {
    const { refresh_token: token } = await client.tokens();
    const { secretText } = await addPassword(client.graph, client.applicationId);
    expect((await client.refresh(token, { client_secret: secretText })).status).toBe(200);
  });

  test("survives a change of the password", async () => {
    const { refresh_token: token } = await client.tokens();
    simulator.account("support@contoso.com").password = "another password";
    expect((await client.refresh(token)).status).toBe(200);
    expect(await client.visit()).toMatchObject({ alert: expect.stringMatching(/^AADSTS50126: /) as unknown });
  });

  test("keeps the second factor of the sign-in", async () => {
    simulator.account("support@contoso.com").secondFactor = "required";
    const { refresh_token: token } = await client.tokens({ ...support, otc: secondFactorCode });
    const { access_token: accessToken } = read(await client.refresh(token));
    expect(decodeJwt(accessToken)["amr"]).toEqual(["pwd", "mfa"]);
  });

  test("is for the scopes of the sign-in where it names none", async () => {
    const { refresh_token: first } = await client.tokens();
    const { refresh_token: token } = read(await client.refresh(first));
    const { scope } = read(await client.refresh(token, { scope: undefined }));
    expect(scope).toBe(`openid profile email ${mailPermissions.join(" ")}`);
  });

  test("may ask for another API, as far as that was consented to", async () => {
    const { refresh_token: token } = await client.tokens();
    const graphToken = read(await client.refresh(token, { scope: "https://graph.microsoft.com/SMTP.Send" }));
    expect(decodeJwt(graphToken.access_token).aud).toBe("https://graph.microsoft.com");
    const beyond = await client.refresh(token, { scope: "https://graph.microsoft.com/Mail.Read" });
    expect(beyond.body).toMatchObject({ error_codes: [65001] });
  });

  test("for several APIs is one for the first", async () => {
    const { refresh_token: token } = await client.tokens();
    const scope = "https://outlook.office.com/SMTP.Send https://graph.microsoft.com/SMTP.Send";
    const answer = read(await client.refresh(token, { scope }));
    expect(answer.scope).toBe("https://outlook.office.com/SMTP.Send");
    expect(decodeJwt(answer.access_token).aud).toBe("https://outlook.office.com");
  });

  test("works again once the reason of a refusal is gone", async () => {
    const { refresh_token: token } = await client.tokens();
    const account = simulator.account("support@contoso.com");
    account.blockedByConditionalAccess = true;
    expect((await client.refresh(token)).status).toBe(400);
    account.blockedByConditionalAccess = false;
    expect((await client.refresh(token)).status).toBe(200);
  });

  test("is unknown after a reset", async () => {
    const { refresh_token: token } = await client.tokens();
    simulator.reset();
    client = await createMailClient(simulator);
    expect((await client.refresh(token)).body).toMatchObject({ error_codes: [9002313] });
  });
});

test("a code is not used up by a request that is refused", async () => {
  const code = await client.code();
  expect((await client.redeem(code, { client_secret: "wrong" })).status).toBe(401);
  expect((await client.redeem(code)).status).toBe(200);
});

test("a code lives until ten minutes are over", async () => {
  const code = await client.code();
  pass(10 * 60 * 1000 - 1);
  expect((await client.redeem(code)).status).toBe(200);
});

test("a public client redeems and refreshes without a secret", async () => {
  const settings = { web: { redirectUris: [] }, publicClient: { redirectUris: [redirectUri] } };
  client = await createMailClient(simulator, {}, settings);
  const form = { client_secret: undefined };
  const { access_token: accessToken, refresh_token: token } = read(
    await client.redeem(await client.code(), form),
  );
  expect(decodeJwt(accessToken)["appidacr"]).toBe("0");
  expect((await client.refresh(token, form)).status).toBe(200);
});

test("Microsoft Graph takes no token that is for Exchange Online", async () => {
  const { access_token: token } = await client.tokens();
  const { status, body } = await graphClient(simulator, token).get("/me");
  expect(status).toBe(401);
  expect(body).toEqual(
    graphError("InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
  );
});

test("Microsoft Graph in a person's name is not served, and kept", async () => {
  const { refresh_token: token } = await client.tokens();
  const scope = "https://graph.microsoft.com/SMTP.Send";
  const { access_token: accessToken } = read(await client.refresh(token, { scope }));
  expect((await graphClient(simulator, accessToken).get("/me")).status).toBe(501);
  expect(simulator.unexpectedRequests).toMatchObject([{ path: "/graph/v1.0/me" }]);
});
