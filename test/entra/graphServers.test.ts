import { afterEach, describe, expect, test } from "@jest/globals";
import { createGraph } from "../../entra/graph.ts";
import type { Graph } from "../../entra/graph.ts";
import type { RepeatPolicy } from "../../entra/repeat.ts";
import { listen } from "../../simulator/shared/listen.ts";
import type { Listener } from "../../simulator/shared/listen.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence } from "./tokenServer.ts";

const id = "11111111-2222-4333-8444-555555555555";
const application = {
  id,
  appId: id,
  displayName: "Mail",
  createdDateTime: "2026-01-01T00:00:00Z",
  tags: ["mail"],
  passwordCredentials: [],
};

let servers: Listener[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

/** Graph in place of which a server answers in turn; the last answer stays. */
async function graphOf(
  answers: readonly ((request: Request) => Response | Promise<Response>)[],
  policy: Partial<RepeatPolicy> = {},
): Promise<{ readonly graph: Graph; readonly requests: Request[]; readonly origin: string }> {
  const requests: Request[] = [];
  const server = await listen({
    fetch(request) {
      requests.push(request);
      return (
        answers[Math.min(requests.length, answers.length) - 1]?.(request) ??
        new Response(null, { status: 501 })
      );
    },
  });
  servers.push(server);
  const origin = `http://127.0.0.1:${server.port}`;
  const graph = createGraph({
    cloud: { loginUrl: origin, graphUrl: origin },
    token: "hunter2",
    environment: {},
    policy: { firstDelayMs: 1, maxDelayMs: 5, ...policy },
  });
  return { graph, requests, origin };
}

const list =
  (...value: readonly unknown[]) =>
  () =>
    Response.json({ value });
const page =
  (html = "<html>") =>
  () =>
    new Response(html, { headers: { "content-type": "text/html" } });
const graphError =
  (status: number, code: string, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ error: { code, message: "It's so. And more." } }, { status, headers });

test("a request asks version 1.0 for little, with the token in its header alone", async () => {
  const { graph, requests } = await graphOf([list(application)]);
  await graph.applicationsTagged("it's mail");
  const [request] = requests;
  expect(request?.headers.get("authorization")).toBe("Bearer hunter2");
  const { pathname, searchParams } = new URL(request?.url ?? "");
  expect(pathname).toBe("/v1.0/applications");
  expect(Object.fromEntries(searchParams)).toEqual({
    $filter: "tags/any(t:t eq 'it''s mail')",
    $select: "id,appId,displayName,createdDateTime,tags,passwordCredentials",
    $top: "200",
  });
});

test("a server that takes no notice of the filter does not make foreign applications ours", async () => {
  const { graph } = await graphOf([list({ ...application, tags: [] }, application)]);
  expect(await graph.applicationsTagged("mail")).toHaveLength(1);
});

describe("what is not Microsoft Graph is told from it:", () => {
  test.each([
    ["a page", page(), /what answers at http:\S+ is not Microsoft Graph; check ARM_METADATA_HOSTNAME/],
    [
      "a page that is not found",
      () => new Response("<html>", { status: 404 }),
      /is not Microsoft Graph \(status 404\); /,
    ],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://x.test" } }),
      /\(status 302\); /,
    ],
    ["nothing", () => new Response(""), /is not Microsoft Graph; /],
    ["JSON of another kind", () => Response.json([]), /is not Microsoft Graph; /],
    [
      "an error of another service",
      () => Response.json({ error: "no" }, { status: 400 }),
      /\(status 400\); /,
    ],
    [
      "an application without its name",
      () => Response.json({ ...application, displayName: undefined }),
      /failed: displayName of the answer is missing or of another kind; /,
    ],
    [
      "an id that is none",
      () => Response.json({ ...application, id: "../x" }),
      /failed: id of the answer is missing or of /,
    ],
    [
      "a secret without its end",
      () =>
        Response.json({
          ...application,
          passwordCredentials: [{ keyId: id, displayName: null, startDateTime: "2026-01-01T00:00:00Z" }],
        }),
      /failed: passwordCredentials\.0\.endDateTime of the answer is missing/,
    ],
    [
      "a 404 of something else",
      graphError(404, "ResourceNotFound"),
      /answered 404 \(ResourceNotFound: It's so\); check/,
    ],
  ])("%s", async (_what, answer, words) => {
    const { graph, requests } = await graphOf([answer]);
    const error = await rejection(graph.application(id));
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toMatch(words);
    expect(error.message).toMatch(new RegExp(`^GET /v1\\.0/applications/${id} failed: `));
    expect(error.message).not.toContain("hunter2");
    expect(requests).toHaveLength(1);
  });
});

test("a list names the entry in which something is missing", async () => {
  const { graph } = await graphOf([list(application, { ...application, appId: undefined })]);
  const { message } = await rejection(graph.applicationsTagged("mail"));
  expect(message).toContain("GET /v1.0/applications failed: value.1.appId of the answer is missing");
});

describe("pages", () => {
  const next = (link: string) => () => Response.json({ value: [], "@odata.nextLink": link });

  test("may be empty, and the list goes on", async () => {
    const { graph, requests } = await graphOf([
      (request) =>
        Response.json({
          value: [],
          "@odata.nextLink": `${new URL(request.url).origin}/v1.0/more?$skiptoken=x`,
        }),
      list(application),
    ]);
    expect(await graph.applicationsTagged("mail")).toHaveLength(1);
    expect(new URL(requests[1]?.url ?? "").pathname).toBe("/v1.0/more");
  });

  test.each([
    "http://127.0.0.2:1/v1.0/applications",
    "https://graph.example.com/x",
    "/v1.0/applications",
    "javascript:x",
  ])("at %s are not asked for: the token is for Graph", async (link) => {
    const { graph, requests } = await graphOf([next(link), list(application)]);
    const { message } = await rejection(graph.applicationsTagged("mail"));
    expect(message).toMatch(oneSentence);
    expect(message).toMatch(
      /^GET \/v1\.0\/applications failed: its next page is at .*, which is another host; check /,
    );
    expect(requests).toHaveLength(1);
  });

  test("without an end are given up", async () => {
    const { graph, requests } = await graphOf([(request) => next(request.url)()]);
    const { message } = await rejection(graph.applicationsTagged("mail"));
    expect(message).toContain("failed: the list has more than 100 pages; ");
    expect(requests).toHaveLength(100);
  });
});

describe("trouble that passes", () => {
  test.each([
    ["throttling", graphError(429, "TooManyRequests", { "retry-after": "0" })],
    ["a page of a proxy", () => new Response("<html>", { status: 502 })],
    ["a failure behind Graph", graphError(424, "FailedDependency")],
    ["a service that is not available", graphError(503, "ServiceUnavailable")],
  ])("is passed over: %s", async (_what, answer) => {
    const { graph, requests } = await graphOf([answer, answer, () => new Response(null, { status: 204 })]);
    await graph.renameApplication(id, "New");
    expect(requests.map(({ method }) => method)).toEqual(["PATCH", "PATCH", "PATCH"]);
  });

  test("is given up after six tries", async () => {
    const { graph, requests } = await graphOf([graphError(503, "ServiceUnavailable")]);
    const error = await rejection(graph.application(id));
    expect(error).toMatchObject({ status: 503, code: "ServiceUnavailable" });
    expect(error.message).toContain(
      "answered 503 after 6 tries (ServiceUnavailable: It's so); run the command again in a few minutes.",
    );
    expect(requests).toHaveLength(6);
  });

  test("is not waited for beyond the deadline", async () => {
    const { graph, requests } = await graphOf([graphError(429, "TooManyRequests", { "retry-after": "31" })]);
    const { message } = await rejection(graph.applicationsTagged("mail"));
    expect(message).toContain(
      "Microsoft Graph answered 429 (TooManyRequests: It's so); run the command again in a few ",
    );
    expect(requests).toHaveLength(1);
  });

  test("is none when a request is refused", async () => {
    const { graph, requests } = await graphOf([graphError(401, "InvalidAuthenticationToken")]);
    const { message } = await rejection(graph.application(id));
    expect(message).toContain("; sign in again, and check that the token is one of the cloud in use.");
    expect(requests).toHaveLength(1);
  });
});

describe("no answer", () => {
  test("of a server that is not there is told with what is wrong and how often it was tried", async () => {
    const { graph, origin } = await graphOf([list()]);
    await servers.pop()?.close();
    const error = await rejection(graph.application(id));
    expect(error).toMatchObject({ status: undefined, code: undefined });
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain(
      `failed: ${origin} cannot be reached after 6 tries (connect ECONNREFUSED 127.0.0.1:`,
    );
  });

  test("of a server that keeps silent ends at the deadline", async () => {
    const silent = () => new Promise<Response>(() => undefined);
    const { graph } = await graphOf([silent], { requestTimeoutMs: 30, deadlineMs: 100 });
    expect((await rejection(graph.application(id))).message).toContain("(no answer within ");
  });
});

test("all pages of a list share one deadline", async () => {
  const slow = async (request: Request): Promise<Response> => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return Response.json({ value: [], "@odata.nextLink": request.url });
  };
  const { graph, requests } = await graphOf([slow], { deadlineMs: 150 });
  expect((await rejection(graph.applicationsTagged("mail"))).message).toContain("(no answer within ");
  expect(requests.length).toBeLessThan(10);
});

test("no more than eight operations go on at the same time", async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  let atOnce = 0;
  const held = async (): Promise<Response> => {
    if (++arrived === 8) {
      setTimeout(() => {
        atOnce = arrived;
        open();
      }, 100);
    }
    await gate;
    return Response.json(application);
  };
  const { graph } = await graphOf([held]);
  await Promise.all(Array.from({ length: 24 }, () => graph.application(id)));
  expect([atOnce, arrived]).toEqual([8, 24]);
});
