import { defaultPassword } from "../../../../simulator/entra/index.ts";
import { Browser } from "../../../../simulator/person/browser.ts";
import { createMailClient, support } from "../mailClient.ts";
import type { World } from "./world.ts";
import type { Case } from "./case.ts";

const place = "return";

/** Signs in, and then asks silently with the same browser. */
const openSilently = async ({ simulator, client }: World, change: () => void | Promise<void>) => {
  const browser = new Browser(simulator.url);
  await browser.pass(client.authorizeUrl(), support);
  await change();
  return browser.open(client.authorizeUrl({ prompt: "none" }));
};

/** Errors that go back to the client with the browser. */
export const returnCases: readonly Case[] = [
  {
    code: 50194,
    when: "an application of one tenant is used at /common",
    place,
    error: "invalid_request",
    text: "is not configured as a multi-tenant application. Usage of the /common endpoint is not supported",
    meet: ({ simulator, client }) => new Browser(simulator.url).open(client.authorizeUrl({}, "common")),
  },
  {
    code: 650053,
    when: "the API has no such permission",
    place,
    error: "invalid_client",
    text: "asked for scope 'SMTP.Send%0a' that doesn't exist on the resource '00000002-0000-0ff1-ce00-000000000000'.",
    meet: ({ client }) => client.visit(support, { scope: "https://outlook.office.com/SMTP.Send%0a" }),
  },
  {
    code: 70011,
    when: "scopes are separated by commas",
    place,
    error: "invalid_scope",
    text: "The provided value for the input parameter 'scope' is not valid. The scope openid,profile is not valid.",
    meet: ({ client }) => client.visit(support, { scope: "openid,profile" }),
  },
  {
    code: 500011,
    when: "the tenant has no such API",
    place,
    error: "invalid_resource",
    text: "The resource principal named https://api.example.com was not found in the tenant named Contoso.",
    meet: ({ client }) => client.visit(support, { scope: "https://api.example.com/Read" }),
  },
  {
    code: 900144,
    when: "the request has no scope",
    place,
    error: "invalid_request",
    text: "The request body must contain the following parameter: 'scope'.",
    meet: ({ client }) => client.visit(support, { scope: undefined }),
  },
  {
    code: 700054,
    when: "an id token is asked for at once",
    place,
    error: "unsupported_response_type",
    text: "response_type 'id_token' is not enabled for the application.",
    meet: ({ client }) => client.visit(support, { response_type: "id_token" }),
  },
  {
    code: 700051,
    when: "an access token is asked for at once",
    place,
    error: "unsupported_response_type",
    text: "response_type 'token' is not enabled for the application.",
    meet: ({ client }) => client.visit(support, { response_type: "token" }),
  },
  {
    code: 90023,
    when: "the prompt is no known one",
    place,
    error: "invalid_request",
    text: "Unsupported 'prompt' value 'always'.",
    meet: ({ client }) => client.visit(support, { prompt: "always" }),
  },
  {
    code: 501491,
    when: "the code challenge is too short",
    place,
    error: "invalid_request",
    text: "Invalid size of Code_Challenge parameter.",
    meet: ({ client }) => client.visit(support, { code_challenge: "short" }),
  },
  {
    code: 50020,
    when: "the account is one of another tenant",
    place,
    error: "access_denied",
    text: "does not exist in tenant 'Contoso' and cannot access the application",
    meet: ({ client }) => client.visit({ loginfmt: "pat@fabrikam.com", passwd: defaultPassword }),
  },
  {
    code: 65004,
    when: "the person cancels the consent page",
    place,
    error: "access_denied",
    text: "User declined to consent to access the app.",
    meet: async ({ simulator }) =>
      (await createMailClient(simulator, { on: [] })).visit({ ...support, decision: "cancel" }),
  },
  {
    code: 50058,
    when: "nobody is signed in and nobody may be asked",
    place,
    error: "login_required",
    text: "A silent sign-in request was sent but no user is signed in.",
    meet: ({ client }) => client.visit(support, { prompt: "none" }),
  },
  {
    code: 65001,
    when: "a consent is missing and nobody may be asked",
    place,
    error: "interaction_required",
    text: "The user or administrator has not consented to use the application",
    meet: (world) =>
      openSilently(world, async () => {
        const { graph } = world.client;
        for (const { id } of world.simulator.state.grants)
          await graph.delete(`/oauth2PermissionGrants/${id}`);
      }),
  },
  {
    code: 50076,
    when: "a second factor is missing and nobody may be asked",
    place,
    error: "interaction_required",
    text: "you must use multi-factor authentication to access '00000002-0000-0ff1-ce00-000000000000'.",
    meet: (world) =>
      openSilently(world, () => {
        world.account.secondFactor = "required";
      }),
  },
  {
    code: 53003,
    when: "Conditional Access blocks the person and nobody may be asked",
    place,
    error: "interaction_required",
    text: "Access has been blocked by Conditional Access policies.",
    meet: (world) =>
      openSilently(world, () => {
        world.account.blockedByConditionalAccess = true;
      }),
  },
];
