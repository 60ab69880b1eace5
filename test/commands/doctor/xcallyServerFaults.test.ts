import { describe } from "@jest/globals";
import { createServer } from "node:net";
import { fail, skip, testFaults, warn, type Fault } from "./faultTable.ts";

const say = {
  fail: (text: string) => fail("XCALLY", text),
  warn: (text: string) => warn("XCALLY", text),
};
const notListed = skip(
  "XCALLY",
  "Mail accounts and Cloud Providers are not looked at, because XCALLY does not list them.",
);

/** A port of this machine on which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

const server: readonly Fault[] = [
  {
    wrong: "a wrong API key",
    break: (world) => (world.environment["XCALLY_API_KEY"] = "wrong"),
    says: () => [
      say.fail(
        "GET /api/cloudProviders answered 401: Unauthorized. Whoever runs the stack: Check the credentials: XCALLY_API_KEY in the environment, or " +
          "xcallyApiKey, xcallyUser and xcallyPassword in the configuration (an API key is made under Staff > Users > Api Key Manager).",
      ),
      notListed,
    ],
  },
  {
    wrong: "an API key of somebody who is no administrator",
    break: (world) => (world.environment["XCALLY_API_KEY"] = world.xcally.plainUser.apiKey),
    says: () => [
      say.fail(
        "GET /api/cloudProviders answered 403: Forbidden. XCALLY administrator: The XCALLY user must be an administrator.",
      ),
      notListed,
    ],
  },
  {
    wrong: "a wrong host",
    break: async (world) => {
      const port = await freePort();
      world.config["xcallyUrl"] = `http://127.0.0.1:${port}`;
    },
    says: ({ config }) => {
      const url = String(config["xcallyUrl"]);
      return [
        say.fail(
          `XCALLY at ${url} cannot be reached: GET /api/cloudProviders got no answer: connect ECONNREFUSED ${url.slice(7)} (after 2 tries). ` +
            "Whoever runs the stack: Check that xcallyUrl can be reached from here and that a proxy, if one is needed, is named in HTTPS_PROXY.",
        ),
        notListed,
      ];
    },
  },
  {
    wrong: "a page where JSON should come",
    break: (world) => (world.config["contract"] = { basePath: "/app" }),
    says: () => [
      say.fail(
        "GET /app/cloudProviders answered 200: what came is not JSON, so this is not XCALLY's API answering. Whoever runs the stack: Check xcallyUrl: " +
          "it must be the address of the XCALLY server itself, not of a proxy or a login page.",
      ),
      say.warn(
        "The server's documentation (/apidoc) has no route /app/cloudProviders, but /api/cloudProviders, /api/cloudProviders/:id. " +
          "Whoever runs the stack: Set contract.routes.cloudProviders to the right one.",
      ),
      say.warn(
        "The server's documentation (/apidoc) has no route /app/mail/accounts, but /api/mail/accounts, /api/mail/accounts/:id. " +
          "Whoever runs the stack: Set contract.routes.mailAccounts to the right one.",
      ),
      notListed,
    ],
  },
  {
    wrong: "a certificate of an authority that nobody knows",
    options: { xcally: { tls: true } },
    break: (world) => delete world.config["xcallyCaFile"],
    says: ({ xcally }) => [
      say.fail(
        `The certificate of ${xcally.url.slice(8)}, which Loopback stand-in certificate authority signed, is not trusted ` +
          "(UNABLE_TO_VERIFY_LEAF_SIGNATURE). Whoever runs the stack: Set xcallyCaFile to the PEM file of the authority that signed the " +
          "server's certificate; an XCALLY administrator has it.",
      ),
      skip("XCALLY", `XCALLY at ${xcally.url} is asked nothing while its certificate is not trusted.`),
    ],
  },
  {
    wrong: "a certificate that ends soon",
    options: { xcally: { tls: true } },
    break: (world) => {
      world.isDeployed = false;
      world.now = new Date(Date.now() + 340 * 86_400_000);
    },
    says: ({ xcally }) => [
      say.warn(
        `The certificate of ${xcally.url.slice(8)} is trusted and ends in 24 days. XCALLY administrator: Renew the server's certificate.`,
      ),
    ],
  },
  {
    wrong: "a list that has another form than the contract says",
    break: (world) => {
      world.xcally.faults.times(
        Infinity,
        "beforeHandler",
        { path: "/api/mail/accounts" },
        { kind: "answer", status: 200, body: { items: [] } },
      );
    },
    says: () => [
      say.fail(
        "GET /api/mail/accounts answered 200: the answer has no field rows, so it is not a list of mail accounts. Whoever runs the stack: " +
          "If this server's API differs (see its /apidoc), set contract.routes.mailAccounts.",
      ),
      notListed,
    ],
  },
];

describe("the server", () => {
  testFaults(server);
});
