import { addPassword } from "../graphClient.ts";
import type { Case } from "./case.ts";
import { otherTenant } from "./world.ts";

const place = "token";
const refresh = { grant_type: "refresh_token", refresh_token: "x" };
const clientCredentials = { grant_type: "client_credentials", scope: "https://graph.microsoft.com/.default" };

/** What the token endpoint refuses about a request and its client, whatever it wants to redeem. */
export const requestCases: readonly Case[] = [
  {
    code: 90002,
    when: "there is no such tenant",
    place,
    error: "invalid_request",
    text: "Tenant 'nowhere.example.com' not found.",
    meet: ({ client }) => client.token(refresh, "nowhere.example.com"),
  },
  {
    code: 900023,
    when: "the tenant is neither a GUID nor a domain",
    place,
    error: "invalid_request",
    text: "Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external domain.",
    meet: ({ client }) => client.token(refresh, "contoso"),
  },
  {
    code: 700016,
    when: "the application is asked for in another tenant",
    place,
    error: "unauthorized_client",
    text: "was not found in the directory 'Fabrikam'.",
    meet: ({ client }) => client.token(refresh, otherTenant),
  },
  {
    code: 700016,
    when: "the application was deleted",
    place,
    error: "unauthorized_client",
    text: "was not found in the directory 'Contoso'.",
    meet: async ({ client }) => {
      await client.graph.delete(`/applications/${client.applicationId}`);
      return client.token(refresh);
    },
  },
  {
    code: 7000112,
    when: "the application is disabled",
    place,
    error: "unauthorized_client",
    text: "(XCALLY support) is disabled.",
    meet: async ({ client }) => {
      await client.graph.patch(`/servicePrincipals/${client.principalId}`, { accountEnabled: false });
      return client.token(refresh);
    },
  },
  {
    code: 7000215,
    when: "the secret is wrong",
    place,
    status: 401,
    error: "invalid_client",
    text: "Invalid client secret provided.",
    meet: ({ client }) => client.token({ ...refresh, client_secret: "wrong" }),
  },
  {
    code: 7000215,
    when: "the secret is too new to be known everywhere",
    place,
    status: 401,
    error: "invalid_client",
    text: "Invalid client secret provided.",
    meet: async ({ simulator, client }) => {
      simulator.switches.secretDelayMs = 60_000;
      const { secretText } = await addPassword(client.graph, client.applicationId);
      return client.token({ ...refresh, client_secret: secretText });
    },
  },
  {
    code: 7000222,
    when: "the secret has expired",
    place,
    status: 401,
    error: "invalid_client",
    text: "are expired. Visit the Azure portal to create new keys for your app",
    meet: ({ client, pass }) => {
      pass(200 * 24 * 60 * 60);
      return client.token(refresh);
    },
  },
  {
    code: 7000218,
    when: "there is no secret",
    place,
    status: 401,
    error: "invalid_client",
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    meet: ({ client }) => client.token({ ...refresh, client_secret: undefined }),
  },
  {
    code: 900144,
    when: "a field is missing",
    place,
    error: "invalid_request",
    text: "The request body must contain the following parameter: 'refresh_token'.",
    meet: ({ client }) => client.token({ grant_type: "refresh_token" }),
  },
  {
    code: 70003,
    when: "the grant type is no known one",
    place,
    error: "unsupported_grant_type",
    text: "The app requested an unsupported grant type 'password'.",
    meet: ({ client }) => client.token({ grant_type: "password" }),
  },
  {
    code: 1002012,
    when: "an application without a person names a permission",
    place,
    error: "invalid_scope",
    text: "must have a scope value with /.default suffixed to the resource identifier",
    meet: ({ client }) =>
      client.token({ ...clientCredentials, scope: "https://graph.microsoft.com/Mail.Read" }),
  },
];
