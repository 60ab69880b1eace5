import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { Hono } from "hono";
import { introspectAt } from "../../../simulator/mail/introspection.ts";
import { listen } from "../../../simulator/shared/listen.ts";
import type { Listener, NodeEnvironment } from "../../../simulator/shared/listen.ts";
import { rejection } from "../../support/rejection.ts";

/** What the endpoint answers next, and what it was asked last. */
let answer: { status: 200 | 401; body: unknown };
let asked: { type: string | undefined; body: string } | undefined;
let listener: Listener;
let url: string;
beforeEach(async () => {
  const app = new Hono<NodeEnvironment>();
  app.post("/introspect", async (context) => {
    asked = { type: context.req.header("content-type"), body: await context.req.text() };
    return context.json(answer.body ?? null, answer.status);
  });
  listener = await listen(app);
  url = `http://127.0.0.1:${listener.port}/introspect`;
});
afterEach(() => listener.close());

test("the token is asked about as RFC 7662 says, and its claims are read", async () => {
  const claims = {
    upn: "alex@contoso.com",
    aud: "https://outlook.office.com",
    scope: "SMTP.Send  openid",
    tid: "x",
  };
  answer = { status: 200, body: { active: true, ...claims } };
  expect(await introspectAt(url)("a+b&c")).toEqual({
    userPrincipalName: "alex@contoso.com",
    audience: "https://outlook.office.com",
    scopes: ["SMTP.Send", "openid"],
  });
  expect(asked).toEqual({
    type: "application/x-www-form-urlencoded;charset=UTF-8",
    body: "token=a%2Bb%26c",
  });
});

test("a token that is not active has no claims", async () => {
  answer = { status: 200, body: { active: false } };
  expect(await introspectAt(url)("token")).toBeUndefined();
});

test("a token without delegated permissions has no scopes", async () => {
  answer = {
    status: 200,
    body: { active: true, upn: "alex@contoso.com", aud: "https://outlook.office.com" },
  };
  expect(await introspectAt(url)("token")).toMatchObject({ scopes: [] });
});

test("any other status is an error that names the endpoint and not the token", async () => {
  answer = { status: 401, body: {} };
  expect((await rejection(introspectAt(url)("secret"))).message).toBe(
    `Could not introspect a token: POST ${url} answered 401. It must answer 200.`,
  );
});

test("an active token whose claims are not told is an error", async () => {
  answer = { status: 200, body: { active: true, upn: "alex@contoso.com" } };
  expect((await rejection(introspectAt(url)("secret"))).message).toMatch(/"aud"/);
});
