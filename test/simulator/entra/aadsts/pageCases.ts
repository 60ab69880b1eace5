import { createMailClient, support } from "../mailClient.ts";
import { otherTenant } from "./world.ts";
import type { World } from "./world.ts";
import { Browser } from "../../../../simulator/person/browser.ts";
import type { Case } from "./case.ts";

const place = "page";

/** Opens `/authorize` and shows what the browser gets. */
const open = ({ simulator, client }: World, ...args: Parameters<typeof client.authorizeUrl>) =>
  new Browser(simulator.url).open(client.authorizeUrl(...args));

/** Errors that Entra ID shows to the person and of which the client hears nothing. */
export const pageCases: readonly Case[] = [
  {
    code: 50011,
    when: "the redirect URI is not registered to the letter",
    place,
    text: "The redirect URI 'https://xcally.example.com/OAuth/callback' specified in the request does not match the redirect URIs configured for the application",
    meet: (world) => open(world, { redirect_uri: "https://xcally.example.com/OAuth/callback" }),
  },
  {
    code: 500113,
    when: "the application has no redirect URI",
    place,
    text: "No reply address is registered for the application.",
    meet: async ({ simulator }) =>
      (await createMailClient(simulator, {}, { web: { redirectUris: [] } })).visit(),
  },
  {
    code: 900971,
    when: "the request names no redirect URI",
    place,
    text: "No reply address provided.",
    meet: (world) => open(world, { redirect_uri: undefined }),
  },
  {
    code: 900144,
    when: "the request names no client",
    place,
    text: "The request body must contain the following parameter: 'client_id'.",
    meet: (world) => open(world, { client_id: undefined }),
  },
  {
    code: 700016,
    when: "the tenant has no such application",
    place,
    text: "was not found in the directory 'Contoso'.",
    meet: (world) => open(world, { client_id: "11111111-2222-4333-8444-555555555555" }),
  },
  {
    code: 700016,
    when: "the application is asked for in another tenant",
    place,
    text: "was not found in the directory 'Fabrikam'.",
    meet: (world) => open(world, {}, otherTenant),
  },
  {
    code: 90002,
    when: "there is no such tenant",
    place,
    text: "Tenant 'nowhere.example.com' not found.",
    meet: (world) => open(world, {}, "nowhere.example.com"),
  },
  {
    code: 900023,
    when: "the tenant is neither a GUID nor a domain",
    place,
    text: "Specified tenant identifier 'contoso' is neither a valid DNS name, nor a valid external domain.",
    meet: (world) => open(world, {}, "contoso"),
  },
  {
    code: 50034,
    when: "the tenant knows no such user",
    place,
    text: "does not exist in the Contoso directory.",
    meet: ({ client }) => client.visit({ ...support, loginfmt: "nobody@contoso.com" }),
  },
  {
    code: 50126,
    when: "the password is wrong",
    place,
    text: "Error validating credentials due to invalid username or password.",
    meet: ({ client }) => client.visit({ ...support, passwd: "wrong" }),
  },
  {
    code: 50057,
    when: "the user is disabled",
    place,
    text: "The user account is disabled.",
    meet: ({ client, account }) => {
      account.disabled = true;
      return client.visit();
    },
  },
  {
    code: 500121,
    when: "the second factor is wrong",
    place,
    text: "Authentication failed during strong authentication request.",
    meet: ({ client, account }) => {
      account.secondFactor = "required";
      return client.visit({ ...support, otc: "000000" });
    },
  },
  {
    code: 53003,
    when: "Conditional Access blocks the person",
    place,
    text: "Access has been blocked by Conditional Access policies.",
    meet: ({ client, account }) => {
      account.blockedByConditionalAccess = true;
      return client.visit();
    },
  },
  {
    code: 50105,
    when: "the application requires an assignment and the person has none",
    place,
    text: "to block users unless they are specifically granted ('assigned') access to the application. The signed-in user 'support@contoso.com' is blocked",
    meet: async ({ client }) => {
      await client.graph.patch(`/servicePrincipals/${client.principalId}`, {
        appRoleAssignmentRequired: true,
      });
      return client.visit();
    },
  },
  {
    code: 90094,
    when: "nobody has consented and people may not",
    place,
    text: "AdminConsentRequired - Administrator consent is required.",
    meet: async ({ simulator }) => {
      simulator.switches.usersMayConsent = false;
      return (await createMailClient(simulator, { on: [] })).visit();
    },
  },
  {
    code: 50089,
    when: "a form belongs to no sign-in that is under way",
    place,
    text: "Authentication failed due to flow token expired.",
    meet: async (world) => {
      const browser = new Browser(world.simulator.url);
      const page = await browser.open(world.client.authorizeUrl());
      world.simulator.reset();
      return page.kind === "page" ? browser.submit(page, {}) : page;
    },
  },
];
