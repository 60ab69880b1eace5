import { afterEach, expect, test } from "@jest/globals";
import { Hono } from "hono";
import { connect } from "node:net";
import { Agent, fetch } from "undici";
import { createCertificateAuthority } from "../../../simulator/shared/certificateAuthority.ts";
import { listen } from "../../../simulator/shared/listen.ts";
import type { Listener } from "../../../simulator/shared/listen.ts";

const app = new Hono().get("/", (context) => context.text("hello"));
const listeners: Listener[] = [];

async function start(...parameters: Parameters<typeof listen>): Promise<Listener> {
  const listener = await listen(...parameters);
  listeners.push(listener);
  return listener;
}

afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

test("a server is reached by localhost, by 127.0.0.1 and, where the machine has it, by ::1", async () => {
  const { port } = await start(app);
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("hello");
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("hello");
  const overIPv6 = await new Promise<string>((resolve) => {
    const socket = connect(port, "::1", () => {
      resolve("connected");
    });
    socket.on("error", (error) => {
      resolve("code" in error ? String(error.code) : error.message);
    });
    socket.on("connect", () => socket.destroy());
  });
  // A machine without IPv6 has no such address at all; a refusal would mean that the server does not listen there.
  expect(["connected", "EADDRNOTAVAIL", "EAFNOSUPPORT", "ENETUNREACH"]).toContain(overIPv6);
});

test("a taken port is an error", async () => {
  const { port } = await start(app);
  await expect(listen(app, { port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("closing ends idle keep-alive connections and frees the port", async () => {
  const { port, close } = await listen(app);
  const dispatcher = new Agent({ keepAliveTimeout: 60_000 });
  await (await fetch(`http://127.0.0.1:${port}/`, { dispatcher })).text();
  await close();
  await expect(fetch(`http://127.0.0.1:${port}/`, { dispatcher })).rejects.toMatchObject({
    cause: { code: "ECONNREFUSED" },
  });
  await start(app, { port });
});

test("closing does not wait for a request that never ends", async () => {
  let reached = (): void => undefined;
  const handling = new Promise<void>((resolve) => (reached = resolve));
  const stuck = new Hono().get("/", () => {
    reached();
    return new Promise<Response>(() => undefined);
  });
  const { port, close } = await listen(stuck);
  const answer = fetch(`http://127.0.0.1:${port}/`).catch(() => "dropped");
  await handling;
  await close();
  expect(await answer).toBe("dropped");
});

test("https serves a client that speaks TLS 1.2 at most", async () => {
  const authority = await createCertificateAuthority();
  const { port } = await start(app, { tls: await authority.issue() });
  const dispatcher = new Agent({ connect: { ca: authority.certificatePem, maxVersion: "TLSv1.2" } });
  expect(await (await fetch(`https://localhost:${port}/`, { dispatcher })).text()).toBe("hello");
  await dispatcher.destroy();
});
