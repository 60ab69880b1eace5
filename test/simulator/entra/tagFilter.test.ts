import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { startEntraSimulator } from "../../../simulator/entra/index.ts";
import type { EntraSimulator } from "../../../simulator/entra/index.ts";
import { createApplication, graphError, signIn } from "./graphClient.ts";
import type { Answer, GraphClient } from "./graphClient.ts";

let simulator: EntraSimulator;
let graph: GraphClient;
beforeAll(async () => {
  simulator = await startEntraSimulator();
  graph = await signIn(simulator);
  await createApplication(graph, { displayName: "One", tags: ["mail", "it's ours"] });
  await createApplication(graph, { displayName: "Two", tags: ["Mail", "owner:b"] });
  await createApplication(graph, { displayName: "None" });
});
afterAll(() => simulator.close());

const list = (filter: string): Promise<Answer> =>
  graph.get(`/applications?$filter=${encodeURIComponent(filter)}`);

describe("a filter by an element of a list", () => {
  test.each([
    ["tags/any(t:t eq 'owner:b')", ["Two"]],
    ["tags/any(t:t eq 'mail')", ["One", "Two"]],
    ["tags/any( x : x eq 'it''s ours' )", ["One"]],
    ["tags/any(t:t eq 'mail') and displayName eq 'One'", ["One"]],
    ["tags/any(t:t eq 'mail') and tags/any(t:t eq 'owner:b')", ["Two"]],
    ["tags/any(t:t eq 'mai')", []],
    ["tags/any(t:t eq 'a) and (b')", []],
    ["identifierUris/any(u:u eq 'api://nobody')", []],
  ])("%s finds %j", async (filter, names) => {
    const { value } = z
      .object({ value: z.array(z.object({ displayName: z.string() })) })
      .parse((await list(filter)).body);
    expect(value.map(({ displayName }) => displayName)).toEqual(names);
  });

  test.each([
    ["tags/all(t:t eq 'mail')", "BadRequest", "Filter not supported."],
    ["tags/any(t:t ne 'mail')", "Request_UnsupportedQuery", /operator 'NotEqualsMatch'/],
    ["redirectUris/any(t:t eq 'mail')", "Request_UnsupportedQuery", /for property 'redirectUris'/],
    ["displayName/any(t:t eq 'mail')", "Request_UnsupportedQuery", /for property 'displayName'/],
    ["tags eq 'mail'", "Request_UnsupportedQuery", /for property 'tags'/],
    ["tags/any(t:x eq 'mail')", "BadRequest", "Invalid filter clause"],
    ["tags/any(t:t eq mail)", "BadRequest", "Invalid filter clause"],
    ["tags/any(t eq 'mail')", "BadRequest", "Invalid filter clause"],
    ["tags/any()", "BadRequest", "Invalid filter clause"],
    ["tags/any(t:t eq 'mail'", "BadRequest", "Invalid filter clause"],
  ])("%s is refused", async (filter, code, message) => {
    const answer = await list(filter);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual(graphError(code, message));
  });

  test.each(["tags/any(t:startswith(t,'mail'))", "tags/any(t:t ge 'mail')", "tags/any(t:not(t eq 'mail'))"])(
    "%s is something that only the real service can do",
    async (filter) => {
      const before = simulator.unexpectedRequests.length;
      expect((await list(filter)).status).toBe(501);
      expect(simulator.unexpectedRequests).toHaveLength(before + 1);
    },
  );

  test("is not for service principals here", async () => {
    expect((await graph.get("/servicePrincipals?$filter=tags/any(t:t eq 'mail')")).status).toBe(400);
  });
});
