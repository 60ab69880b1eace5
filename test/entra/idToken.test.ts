import { afterEach, describe, expect, test } from "@jest/globals";
import { requestIdToken } from "../../entra/idToken.ts";
import { listen } from "../../simulator/shared/listen.ts";
import type { Listener } from "../../simulator/shared/listen.ts";
import { rejection } from "../support/rejection.ts";
import { oneSentence } from "./tokenServer.ts";

const policy = { firstDelayMs: 1, maxDelayMs: 5 };
let server: Listener | undefined;
afterEach(() => server?.close());

async function ask(...answers: readonly (() => Response)[]): Promise<string> {
  let requests = 0;
  server = await listen({
    fetch: () => answers[Math.min(requests++, answers.length - 1)]?.() ?? new Response(),
  });
  const url = `http://127.0.0.1:${server.port}/token?key=hidden`;
  return requestIdToken({ url, bearer: "request-token", environment: {}, policy });
}

test("a hiccup of the server is passed over", async () => {
  const token = () => Response.json({ value: "x.y.z" });
  expect(await ask(() => new Response("<html>", { status: 503 }), token)).toBe("x.y.z");
});

describe("no token is told in a sentence that shows neither query nor request token:", () => {
  test.each([
    ["a refusal", () => new Response("no", { status: 403 }), "it answered 403"],
    ["a page", () => new Response("<html>"), "the answer holds no token"],
    ["an answer without it", () => Response.json({ value: "" }), "the answer holds no token"],
    [
      "a redirect",
      () => new Response(null, { status: 302, headers: { location: "https://x.test" } }),
      "it answered 302",
    ],
  ])("%s", async (_what, answer, reason) => {
    const { message } = await rejection(ask(answer));
    expect(message).toMatch(oneSentence);
    expect(message).toContain(`/token: ${reason}; give the job the permission id-token: write, `);
    expect(message).not.toMatch(/hidden|request-token/);
  });
});

test.each(["http://example.com/token", "token"])("the request token is not sent to %s", async (url) => {
  const { message } = await rejection(
    requestIdToken({ url, bearer: "request-token", environment: {}, policy }),
  );
  expect(message).toMatch(/^The URL to request the pipeline's token at is not https; /);
});
