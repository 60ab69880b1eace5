import { describe, expect, test } from "@jest/globals";
import { graphCost } from "../../../tools/scale/graphLimits.ts";
import type { Run } from "../../../tools/scale/measured.ts";
import { requestsOf } from "../../../tools/scale/requests.ts";
import { requestsPerSecond } from "../../../tools/scale/xcallyLimits.ts";

test.each([
  { name: "GET v1.0/applications?$filter", units: 2, writes: 0, applicationWrites: 0 },
  { name: "GET v1.0/applications?$filter&$select&$top=200", units: 1, writes: 0, applicationWrites: 0 },
  { name: "GET v1.0/applications?$top=10", units: 1, writes: 0, applicationWrites: 0 },
  { name: "GET v1.0/applications/{id}", units: 1, writes: 0, applicationWrites: 0 },
  { name: "GET v1.0/oauth2PermissionGrants/{id}", units: 2, writes: 0, applicationWrites: 0 },
  { name: "GET beta/servicePrincipals/{id}?$expand", units: 2, writes: 0, applicationWrites: 0 },
  { name: "GET beta/servicePrincipals/{id}?$select", units: 1, writes: 0, applicationWrites: 0 },
  { name: "POST v1.0/applications/{id}/addPassword", units: 1, writes: 1, applicationWrites: 1 },
  { name: "PATCH v1.0/servicePrincipals/{id}", units: 1, writes: 1, applicationWrites: 0 },
])("$name counts as Microsoft documents it", ({ name, ...cost }) => {
  expect(graphCost(name)).toEqual(cost);
});

test("a request whose name is not understood is an error, not free", () => {
  expect(() => graphCost("GET /metadata/endpoints")).toThrow("is no request to Graph");
});

describe("a run's requests", () => {
  const once = { fixed: 1, perMailbox: 0 };
  const each = { fixed: 0, perMailbox: 1 };
  const run: Run = {
    graph: { "GET v1.0/applications?$filter&$select&$top=200": once, "POST v1.0/applications": each },
    signIn: {},
    xcally: {
      "GET /api/cloudProviders?apikey&limit=100&offset&sort": once,
      "GET /api/cloudProviders?apikey&limit=100&name&offset&sort": each,
    },
    stateWrites: once,
  };

  test("grow with its mailboxes", () => {
    const around = { applications: 1, cloudProviders: 1 };
    expect(requestsOf(run, 3, around)).toEqual({
      graph: 4,
      units: 4,
      writes: 3,
      applicationWrites: 3,
      xcally: 4,
    });
  });

  test.each([
    { rows: 0, applications: 1, cloudProviders: 1 },
    { rows: 100, applications: 1, cloudProviders: 1 },
    { rows: 101, applications: 1, cloudProviders: 2 },
    { rows: 201, applications: 2, cloudProviders: 3 },
  ])("are $applications and $cloudProviders pages of lists of $rows rows", ({ rows, ...expected }) => {
    const { graph, xcally } = requestsOf(run, 3, { applications: rows, cloudProviders: rows });
    expect(graph - 3).toBe(expected.applications);
    // A list with a filter is one page.
    expect(xcally - 3).toBe(expected.cloudProviders);
  });
});

test("XCALLY is asked as often as its client allows itself, less where it answers slowly", () => {
  const limits = { maxPerSecond: 20, maxInFlight: 8 };
  expect(requestsPerSecond({ ...limits, latency: 0.05 })).toBeCloseTo(19, 0);
  expect(requestsPerSecond({ ...limits, latency: 4 })).toBe(2);
});
