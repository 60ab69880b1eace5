import { describe, expect, test } from "@jest/globals";
import { answersOdd, differs, get, json, one, send, taken } from "./oddServer.ts";
import { fields } from "./server.ts";

const notTheServer =
  "Check xcallyUrl: it must be the address of the XCALLY server itself, not of a proxy or a login page.";
const unreachable =
  "Check that xcallyUrl can be reached from here and that a proxy, if one is needed, is named in HTTPS_PROXY.";

answersOdd({
  "JSON that is cut off": {
    respond: send('{"id": 7, "name": "Sup'),
    says: `${one} answered 200: what came is not JSON, so this is not XCALLY's API answering`,
    advises: notTheServer,
  },
  "a login page": {
    respond: send("<!doctype html><title>Sign in</title>"),
    says: `${one} answered 200: what came is not JSON, so this is not XCALLY's API answering`,
    advises: notTheServer,
  },
  "a proxy's page with 404, which does not mean that the record is gone": {
    respond: send("<html>Not found</html>", 404),
    says: `${one} answered 404: what came is not JSON, so this is not XCALLY's API answering`,
    advises: notTheServer,
  },
  "a proxy's page about a server that is down": {
    respond: send("<html>Bad Gateway</html>", 502),
    says: `${one} answered 502: what came is not JSON, so this is not XCALLY's API answering (after 8 tries)`,
    advises: "The server or a proxy before it is not ready: try again when it is.",
  },
  "an image": {
    respond: send("\x89PNG\r\n", 200, { "content-type": "image/png" }),
    says: `${one} answered 200: what came is not JSON, so this is not XCALLY's API answering`,
    advises: notTheServer,
  },
  "a redirect, whose query is not shown": {
    respond: send("", 302, { location: "https://login.contoso.com/sign-in?apikey=sentinel-of-the-api-key" }),
    says: `${one} answered 302: it redirects to https://login.contoso.com, and redirects are not followed`,
    advises: "Set xcallyUrl to the address at which the API itself answers.",
  },
  "a redirect to nowhere": {
    respond: send("", 301),
    says: `${one} answered 301: it redirects, and redirects are not followed`,
    advises: "Set xcallyUrl to the address at which the API itself answers.",
  },
  "a body of more than ten megabytes": {
    respond: send(JSON.stringify({ id: 7, name: "x".repeat(10_000_000) })),
    says: `${one} answered 200: more than 10 megabytes came, so this is not XCALLY's API answering`,
    advises: notTheServer,
  },
  "JSON that is nested a hundred thousand deep": {
    respond: send("[".repeat(100_000) + "]".repeat(100_000)),
    says: `${one} answered 200: the JSON is nested too deep, so this is not XCALLY's API answering`,
    advises: notTheServer,
  },
  "a body that trickles": {
    respond: (response) => {
      response.writeHead(200);
      const drops = setInterval(() => response.write(" "), 20);
      response.once("close", () => {
        clearInterval(drops);
      });
    },
    options: { deadlineSeconds: 0.2 },
    says: `${one} got no answer: nothing complete came within the 0.2 seconds that an operation may take`,
    advises: "Check that the server is well, or give it more time with xcallyConnection.deadlineSeconds.",
  },
  "a connection that is cut in the middle of the body": {
    respond: (response) => {
      response.writeHead(200, { "content-length": "100" }).write('{"id": 7');
      setImmediate(() => response.destroy());
    },
    says: `${one} got no answer: other side closed (UND_ERR_SOCKET) (after 8 tries)`,
    advises: unreachable,
  },
  "something that is not HTTP": {
    respond: (response) => {
      response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n");
    },
    says: `${one} got no answer: what came is not HTTP`,
    advises: "Check whether xcallyUrl begins with the right one of http and https.",
  },
  "an error that says nothing": {
    respond: json({ error: {} }, 400),
    says: `${one} answered 400: the server gave no reason`,
    advises: "",
  },
  "an error that repeats the credentials": {
    respond: json({ message: "sentinel-of-the-api-key is wrong" }, 401),
    says: `${one} answered 401: [secret] is wrong`,
    advises:
      "Check the credentials: XCALLY_API_KEY in the environment, or xcallyApiKey, xcallyUser and xcallyPassword in the configuration (an API key is made under Staff > Users > Api Key Manager).",
  },
  "an error that repeats the client secret": {
    ask: ({ cloudProviders }) => cloudProviders.update("7", fields),
    respond: json({ message: `sentinel-of-the-client-secret\n is too short` }, 422),
    says: "PUT /api/cloudProviders/7 answered 422: [secret] is too short",
    advises: "",
  },
  "a login without a token": {
    options: { credentials: { kind: "login", user: "admin", password: "x" } },
    respond: json({ tocken: "x" }),
    says: "POST /api/auth/local answered 200: the answer to the login has no field token",
    advises: differs("contract.routes.login"),
  },
});

describe("what is only unusual is taken:", () => {
  test("JSON that is called HTML, after a byte order mark", async () => {
    const respond = send('\ufeff{"id": 7, "name": "Support"}', 200, { "content-type": "text/html" });
    expect(await taken(respond, get)).toMatchObject({ id: "7", name: "Support" });
  });
  test("204 to a PUT", async () => {
    expect(await taken(send("", 204), ({ cloudProviders }) => cloudProviders.update("7", fields))).toBe(true);
  });
});
