import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { countRequests } from "../../../tools/bench/requests.ts";
import { startWorld, type World } from "../../../tools/bench/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld(1);
});
afterAll(() => world.simulators.close());

test("requests are counted from then on, by kind", async () => {
  const { xcally } = world.simulators;
  const ask = (method: string) =>
    fetch(`${xcally.url}/api/mail/accounts/1?apikey=${xcally.apiKey}`, { method });
  await ask("GET");
  const count = countRequests(world.simulators);
  await ask("GET");
  await ask("GET");
  await ask("DELETE");
  expect(count()).toEqual({
    "sign-in": 0,
    "Graph reads": 0,
    "Graph writes": 0,
    "XCALLY reads": 2,
    "XCALLY writes": 1,
  });
});
