import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { Case } from "./case.ts";
import { codeCases } from "./codeCases.ts";
import { pageCases } from "./pageCases.ts";
import { refreshCases } from "./refreshCases.ts";
import { requestCases } from "./requestCases.ts";
import { returnCases } from "./returnCases.ts";
import { see, startWorld } from "./world.ts";
import type { World } from "./world.ts";

const where = { page: "on a page", return: "in the address that goes back", token: "at the token endpoint" };

const table: readonly Case[] = [...pageCases, ...returnCases, ...requestCases, ...codeCases, ...refreshCases];

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.simulator.close());

test.each(table.map((row) => [row.code, where[row.place], row.when, row] as const))(
  "AADSTS%i appears %s when %s",
  async (_code, _where, _when, row) => {
    expect(see(await row.meet(world))).toEqual({
      place: row.place,
      status: row.place === "token" ? (row.status ?? 400) : undefined,
      error: row.error,
      suberror: row.suberror,
      codes: [row.code],
      text: expect.stringContaining(row.text) as unknown,
      hasClaims: row.claims ?? false,
    });
    expect(world.simulator.unexpectedRequests).toEqual([]);
  },
);

test("the claims of a policy are JSON in a string that names the policy", async () => {
  const { refresh_token: token } = await world.client.tokens();
  world.account.blockedByConditionalAccess = true;
  const { claims } = (await world.client.refresh(token)).body as { claims: string };
  expect(JSON.parse(claims)).toEqual({
    access_token: { capolids: { essential: true, values: [expect.any(String)] } },
  });
});
