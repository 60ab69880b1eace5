import { expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { readSite } from "../library.ts";

const rome = {
  xcallyUrl: "https://rome.contoso.com",
  xcallyApiKey: "key",
  restrictToMailboxUser: true,
  mailboxes: [{ key: "support", address: "support@contoso.com" }],
};

test("a site's settings are those of a stack, with every default filled in", () => {
  expect(readSite("rome", rome)).toMatchObject({
    xcally: { url: "https://rome.contoso.com", authentication: { kind: "apiKey", apiKey: "key" } },
    consent: "tenant",
    restrictToMailboxUser: true,
    mailboxes: [{ key: "support", signInUser: "support@contoso.com", protocols: ["imap", "smtp"] }],
  });
});

test("a site's mistakes are told all at once, with its name and the names of its variables", () => {
  const read = () => readSite("rome", { ...rome, xcallyApiKey: undefined, consent: "maybe" }, "XCALLY_ROME");
  expect(read).toThrow(/^Site rome: The configuration has 2 mistakes:/);
  expect(read).toThrow(
    "xcallyApiKey: This is missing. Set the environment variable XCALLY_ROME_API_KEY or set xcallyApiKey in the settings of the site.",
  );
  expect(read).toThrow(
    /\nCorrect the settings of the site, where the program has them from, and run again\.$/,
  );
  // A program of several sites reads no key of that name.
  expect(read).not.toThrow("pulumi config set");
});

test("what Exchange's commands need is looked for on this machine, for a site too", () => {
  const exchange = { apply: true, organization: "contoso.onmicrosoft.com" };
  process.env["EXCHANGE_APP_ID"] = "id";
  try {
    const read = () => readSite("rome", { ...rome, exchange });
    expect(read).toThrow("EXCHANGE_CERTIFICATE_FILE: This environment variable is missing.");
    expect(read).not.toThrow("EXCHANGE_APP_ID");
  } finally {
    delete process.env["EXCHANGE_APP_ID"];
  }
});

test("in a preview that is no mistake: it is left to be told", async () => {
  const exchange = { apply: true, organization: "contoso.onmicrosoft.com" };
  await pulumi.runtime.setMocks(
    { newResource: () => ({ id: "id", state: {} }), call: () => ({}) },
    "project",
    "stack",
    true,
  );
  expect(readSite("rome", { ...rome, exchange }).missingForUp).toContainEqual(
    expect.stringMatching(/^EXCHANGE_CERTIFICATE_FILE: /),
  );
});
