import { expect, test } from "@jest/globals";
import { Hono } from "hono";
import { fetch } from "undici";
import { listenRestartably } from "../../../simulator/shared/restartable.ts";

test("a stopped server refuses connections, and answers again at the same address once it is started", async () => {
  const server = await listenRestartably(new Hono().get("/", (context) => context.text("hello")));
  const ask = async () => (await fetch(`http://127.0.0.1:${server.port}/`)).text();
  expect(await ask()).toBe("hello");
  await server.stop();
  await expect(ask()).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
  await server.start();
  await server.start();
  expect(await ask()).toBe("hello");
  await server.close();
  await expect(ask()).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
});
