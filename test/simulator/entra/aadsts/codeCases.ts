import { createMailClient, mailPermissions, mailScope, redirectUri, support } from "../mailClient.ts";
import type { Case } from "./case.ts";

const place = "token";
const error = "invalid_grant";
const otherUri = "https://xcally.example.com/other";

/** What the token endpoint refuses about an authorization code. */
export const codeCases: readonly Case[] = [
  {
    code: 50011,
    when: "the redirect URI is not registered",
    place,
    error: "invalid_client",
    text: "The redirect URI 'https://xcally.example.com/other' specified in the request does not match",
    meet: async ({ client }) => client.redeem(await client.code(), { redirect_uri: otherUri }),
  },
  {
    code: 500112,
    when: "the redirect URI is registered, but not the one of the sign-in",
    place,
    error: "invalid_client",
    text: `The reply address '${otherUri}' does not match the reply address '${redirectUri}' provided when requesting Authorization code.`,
    meet: async ({ simulator }) => {
      const client = await createMailClient(
        simulator,
        {},
        { web: { redirectUris: [redirectUri, otherUri] } },
      );
      return client.redeem(await client.code(), { redirect_uri: otherUri });
    },
  },
  {
    code: 54005,
    when: "the code was redeemed before",
    place,
    error,
    text: "OAuth2 Authorization code was already redeemed",
    meet: async ({ client }) => {
      const code = await client.code();
      await client.redeem(code);
      return client.redeem(code);
    },
  },
  {
    code: 70008,
    when: "the code is ten minutes old",
    place,
    error,
    text: "The provided authorization code or refresh token has expired due to inactivity.",
    meet: async ({ client, pass }) => {
      const code = await client.code();
      pass(600);
      return client.redeem(code);
    },
  },
  {
    code: 9002313,
    when: "the code was put in small letters",
    place,
    error,
    text: "Invalid request. Request is malformed or invalid.",
    meet: async ({ client }) => client.redeem((await client.code()).toLowerCase()),
  },
  {
    code: 70000,
    when: "the code is another client's",
    place,
    error,
    text: "The provided value for the input parameter 'code' is not valid.",
    meet: async ({ simulator, client }) => (await createMailClient(simulator)).redeem(await client.code()),
  },
  {
    code: 501481,
    when: "the verifier does not fit the code challenge",
    place,
    error,
    text: "The Code_Verifier doesn't match the code_challenge supplied in the authorization request.",
    meet: async ({ client }) =>
      client.redeem(await client.code(support, { code_challenge: "c".repeat(43) }), {
        code_verifier: "v".repeat(43),
      }),
  },
  {
    code: 700025,
    when: "a secret comes with the code of a public client",
    place,
    status: 401,
    error: "invalid_client",
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    meet: async ({ simulator }) => {
      const settings = { web: { redirectUris: [] }, publicClient: { redirectUris: [redirectUri] } };
      const client = await createMailClient(simulator, {}, settings);
      return client.redeem(await client.code());
    },
  },
  {
    code: 9002327,
    when: "the redirect URI is registered for a single-page application",
    place,
    error: "invalid_request",
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
    meet: async ({ simulator }) => {
      const settings = { web: { redirectUris: [] }, spa: { redirectUris: [redirectUri] } };
      const client = await createMailClient(simulator, {}, settings);
      return client.redeem(await client.code());
    },
  },
  {
    code: 28000,
    when: "the scopes are of two APIs",
    place,
    error: "invalid_scope",
    text: "Provided value for the input parameter scope is not valid because it contains more than one resource.",
    meet: async ({ client }) => client.redeem(await client.code(), { scope: `${mailScope} User.Read` }),
  },
  {
    code: 70011,
    when: "a scope is no permission",
    place,
    error: "invalid_scope",
    text: "The scope nonsense is not valid.",
    meet: async ({ client }) => client.redeem(await client.code(), { scope: "nonsense" }),
  },
  {
    code: 70011,
    when: "the default scope comes with others",
    place,
    error: "invalid_scope",
    text: ".default scope can't be combined with resource-specific scopes.",
    meet: async ({ client }) =>
      client.redeem(await client.code(), {
        scope: `https://outlook.office.com/.default ${mailPermissions.join(" ")}`,
      }),
  },
  {
    code: 500011,
    when: "the tenant has no such API",
    place,
    error: "invalid_resource",
    text: "The resource principal named https://api.example.com was not found in the tenant named Contoso.",
    meet: async ({ client }) => client.redeem(await client.code(), { scope: "https://api.example.com/Read" }),
  },
  {
    code: 65001,
    when: "the consent is on Microsoft Graph only",
    place,
    error,
    suberror: "consent_required",
    text: "named 'XCALLY support'. Send an interactive authorization request for this user and resource.",
    meet: async ({ simulator }) => {
      const client = await createMailClient(simulator, { on: ["graph"] });
      return client.redeem(await client.code(support, { scope: "openid SMTP.Send" }));
    },
  },
];
