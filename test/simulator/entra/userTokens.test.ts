import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createLocalJWKSet, decodeJwt, jwtVerify } from "jose";
import type { JSONWebKeySet } from "jose";
import { fetch } from "undici";
import { z } from "zod";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { createMailClient, mailPermissions, support } from "./mailClient.ts";
import type { MailClient } from "./mailClient.ts";

const now = new Date("2027-01-01T00:00:00Z");
let simulator: EntraSimulator;
let client: MailClient;
beforeEach(async () => {
  simulator = await startEntraSimulator({
    now: () => now,
    users: [{ userPrincipalName: "support@contoso.com", displayName: "Support", mail: "help@contoso.com" }],
  });
  client = await createMailClient(simulator);
});
afterEach(() => simulator.close());

describe("the tokens of a sign-in", () => {
  test("are for Exchange Online, in the name of the person", async () => {
    const tokens = await client.tokens();
    expect(tokens.scope).toBe(`openid profile email ${mailPermissions.join(" ")}`);
    expect(decodeJwt(tokens.access_token)).toMatchObject({
      aud: "https://outlook.office.com",
      iss: `https://sts.windows.net/${simulator.tenantId}/`,
      appid: client.appId,
      appidacr: "1",
      scp: "IMAP.AccessAsUser.All SMTP.Send",
      oid: simulator.state.users[0]?.id,
      upn: "support@contoso.com",
      unique_name: "support@contoso.com",
      tid: simulator.tenantId,
      ver: "1.0",
    });
  });

  test("hold an id token that the published keys prove, with the name to sign in with and the mail address", async () => {
    const { id_token: idToken } = await client.tokens();
    const base = `${simulator.url}/${simulator.tenantId}`;
    const found = await fetch(`${base}/v2.0/.well-known/openid-configuration`);
    const { jwks_uri: keysUrl, issuer } = z
      .object({ jwks_uri: z.string(), issuer: z.string() })
      .parse(await found.json());
    const keys = createLocalJWKSet((await (await fetch(keysUrl)).json()) as JSONWebKeySet);
    const { payload } = await jwtVerify(idToken, keys, { issuer, audience: client.appId, currentDate: now });
    expect(payload).toMatchObject({
      preferred_username: "support@contoso.com",
      email: "help@contoso.com",
      name: "Support",
      tid: simulator.tenantId,
      ver: "2.0",
      exp: now.getTime() / 1000 + 3600,
    });
  });

  test("carry the nonce of the request", async () => {
    const { body } = await client.redeem(await client.code(support, { nonce: "n-1" }));
    expect(decodeJwt(z.object({ id_token: z.string() }).parse(body).id_token)["nonce"]).toBe("n-1");
  });

  test("are without refresh token and id token unless the scopes name them", async () => {
    const { body } = await client.redeem(await client.code(), { scope: mailPermissions.join(" ") });
    expect(body).toMatchObject({ scope: mailPermissions.join(" ") });
    expect(body).not.toHaveProperty("refresh_token");
    expect(body).not.toHaveProperty("id_token");
  });

  test("are for Microsoft Graph where a permission has no API's name", async () => {
    const { body } = await client.redeem(await client.code(), { scope: "IMAP.AccessAsUser.All" });
    const { access_token: token, scope } = z
      .object({ access_token: z.string(), scope: z.string() })
      .parse(body);
    expect(scope).toBe("IMAP.AccessAsUser.All");
    expect(decodeJwt(token).aud).toBe("00000003-0000-0000-c000-000000000000");
  });

  test("need the verifier of the request's code challenge", async () => {
    const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const challenge = {
      code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256",
    };
    const code = await client.code(support, challenge);
    expect((await client.redeem(code)).body).toMatchObject({ error_codes: [501481] });
    expect((await client.redeem(code, { code_verifier: verifier })).status).toBe(200);
  });
});
