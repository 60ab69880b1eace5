import { createMailClient } from "../mailClient.ts";
import type { Account } from "../../../../simulator/entra/index.ts";
import type { Case } from "./case.ts";
import type { World } from "./world.ts";

const place = "token";
const error = "invalid_grant";
const days = 24 * 60 * 60;

/** Signs in, lets something happen, and refreshes. */
const refreshAfter = async ({ client, account }: World, happening: (account: Account) => unknown) => {
  const { refresh_token: token } = await client.tokens();
  await happening(account);
  return client.refresh(token);
};

/** What the token endpoint refuses about a refresh token. */
export const refreshCases: readonly Case[] = [
  {
    code: 700082,
    when: "the refresh token was not used for 90 days",
    place,
    error,
    suberror: "bad_token",
    text: "The token was issued on 2027-01-01T00:00:00.000Z and was inactive for 90.00:00:00.",
    meet: (world) =>
      refreshAfter(world, () => {
        world.pass(90 * days);
      }),
  },
  {
    code: 9002313,
    when: "the refresh token was cut short",
    place,
    error,
    text: "Invalid request. Request is malformed or invalid.",
    meet: async ({ client }) => client.refresh((await client.tokens()).refresh_token.slice(0, -1)),
  },
  {
    code: 70000,
    when: "the refresh token is another client's",
    place,
    error,
    text: "The provided value for the input parameter 'refresh_token' or 'assertion' is not valid.",
    meet: async ({ simulator, client }) =>
      (await createMailClient(simulator)).refresh((await client.tokens()).refresh_token),
  },
  {
    code: 50173,
    when: "the sessions were revoked",
    place,
    error,
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
    meet: (world) =>
      refreshAfter(world, (account) => {
        account.revokeSessions();
      }),
  },
  {
    code: 70043,
    when: "the sign-in is older than Conditional Access allows",
    place,
    error,
    suberror: "token_expired",
    text: "the maximum allowed lifetime for this request is 86400.",
    meet: (world) =>
      refreshAfter(world, (account) => {
        account.signInFrequencySeconds = days;
        world.pass(days);
      }),
  },
  {
    code: 50057,
    when: "the user was disabled",
    place,
    error,
    text: "The user account is disabled.",
    meet: (world) =>
      refreshAfter(world, (account) => {
        account.disabled = true;
      }),
  },
  {
    code: 50076,
    when: "a policy wants a second factor that the sign-in had not",
    place,
    error,
    suberror: "basic_action",
    text: "you must use multi-factor authentication to access '00000002-0000-0ff1-ce00-000000000000'.",
    claims: true,
    meet: (world) =>
      refreshAfter(world, (account) => {
        account.secondFactor = "required";
      }),
  },
  {
    code: 50079,
    when: "a policy wants a second factor that the person has not set up",
    place,
    error,
    suberror: "basic_action",
    text: "you must enroll in multi-factor authentication to access '00000002-0000-0ff1-ce00-000000000000'.",
    claims: true,
    meet: (world) =>
      refreshAfter(world, (account) => {
        account.secondFactor = "notRegistered";
      }),
  },
  {
    code: 53003,
    when: "Conditional Access blocks the person",
    place,
    error,
    suberror: "message_only",
    text: "The access policy does not allow token issuance.",
    claims: true,
    meet: (world) =>
      refreshAfter(world, (account) => {
        account.blockedByConditionalAccess = true;
      }),
  },
  {
    code: 50105,
    when: "the application requires an assignment by now",
    place,
    error,
    text: "The signed-in user 'support@contoso.com' is blocked",
    meet: (world) =>
      refreshAfter(world, () =>
        world.client.graph.patch(`/servicePrincipals/${world.client.principalId}`, {
          appRoleAssignmentRequired: true,
        }),
      ),
  },
  {
    code: 65001,
    when: "the consent was taken back",
    place,
    error,
    suberror: "consent_required",
    text: "The user or administrator has not consented to use the application with ID",
    meet: (world) =>
      refreshAfter(world, async () => {
        for (const { id } of world.simulator.state.grants) {
          await world.client.graph.delete(`/oauth2PermissionGrants/${id}`);
        }
      }),
  },
];
