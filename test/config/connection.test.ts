import { describe, expect, test } from "@jest/globals";
import { readSettings } from "../../config/settings.ts";
import { isPublicHost } from "../../config/url.ts";
import { rejects } from "./mistakes.ts";
import { rawSettings } from "./rawSettings.ts";

const all = {
  deadlineSeconds: 300,
  maxInFlight: 4,
  maxPerSecond: 10,
  failFast: true,
  verifyCertificates: false,
  allowHttp: true,
};
const read = (values: object) => readSettings(rawSettings({ ...values }), { XCALLY_API_KEY: "key" }).xcally;

describe("a connection", () => {
  test("is read with what is set and nothing else", () => {
    const xcallyUrl = "https://xcally.lan";
    expect(read({ xcallyUrl, xcallyConnection: all }).connection).toEqual(all);
    expect(read({ xcallyConnection: { failFast: true } }).connection).toEqual({ failFast: true });
  });

  test.each(["http://xcally", "http://10.1.2.3:8080", "http://xcally.internal"])(
    "to %s is allowed when http is; where people sign in must still be https",
    (xcallyUrl) => {
      const redirectUri = "https://xcally.contoso.com/callback";
      expect(read({ xcallyUrl, redirectUri, xcallyConnection: { allowHttp: true } }).url).toBe(xcallyUrl);
    },
  );

  test("that was without https is a former address like any other", () => {
    expect(read({ xcallyPreviousUrl: "http://xcally.lan" }).previousUrl).toBe("http://xcally.lan");
  });
});

describe("a host", () => {
  test.each([
    "xcally.contoso.com",
    "localhost.contoso.com",
    "8.8.8.8",
    "11.0.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "[2001:db8::1]",
    "xcally.lan.contoso.com",
  ])("%s may be on the internet", (host) => {
    expect(isPublicHost(host)).toBe(true);
  });
  test.each([
    "localhost",
    "127.0.0.1",
    "[::1]",
    "xcally",
    "xcally.local",
    "xcally.motion.internal",
    "xcally.lan.",
    "10.255.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.1.1",
    "[fd12:3456::1]",
    "[fe80::1]",
    "[::ffff:a01:203]",
  ])("%s is not", (host) => {
    expect(isPublicHost(host)).toBe(false);
  });
});

const https =
  "Use https; or, if everybody on this network may be trusted, set xcallyConnection.allowHttp to true.";
const yesOrNo = "Write true or false, without quotes.";

rejects("a mistake in the connection is refused", {
  "a connection that is not an object": {
    stack: { xcallyConnection: 60 },
    expected: [
      "xcallyConnection: 60 is not allowed. Write an object with deadlineSeconds, maxInFlight, maxPerSecond, failFast, verifyCertificates, allowHttp.",
    ],
  },
  "an unknown key": {
    stack: { xcallyConnection: { deadline: 60 } },
    expected: ["xcallyConnection.deadline: This key is not known. Did you mean deadlineSeconds?"],
  },
  "numbers out of range": {
    stack: { xcallyConnection: { deadlineSeconds: 4, maxInFlight: 0, maxPerSecond: 201 } },
    expected: [
      "xcallyConnection.deadlineSeconds: 4 is not allowed. Write a whole number of seconds from 5 to 600.",
      "xcallyConnection.maxInFlight: 0 is not allowed. Write a whole number from 1 to 64.",
      "xcallyConnection.maxPerSecond: 201 is not allowed. Write a whole number from 1 to 200.",
    ],
  },
  "texts and fractions instead of numbers": {
    stack: { xcallyConnection: { deadlineSeconds: "60", maxPerSecond: 0.5 } },
    expected: [
      'xcallyConnection.deadlineSeconds: "60" is not allowed. Write a whole number of seconds from 5 to 600.',
      "xcallyConnection.maxPerSecond: 0.5 is not allowed. Write a whole number from 1 to 200.",
    ],
  },
  "texts instead of true and false": {
    stack: { xcallyConnection: { failFast: "true", verifyCertificates: "no", allowHttp: 1 } },
    expected: [
      `xcallyConnection.failFast: "true" is not allowed. ${yesOrNo}`,
      `xcallyConnection.verifyCertificates: "no" is not allowed. ${yesOrNo}`,
      `xcallyConnection.allowHttp: 1 is not allowed. ${yesOrNo}`,
    ],
  },
  "certificates that are not checked on the internet": {
    stack: { xcallyConnection: { verifyCertificates: false } },
    expected: [
      "xcallyConnection.verifyCertificates: false is not allowed for xcally.contoso.com, which may be on the internet. Remove it; for a certificate of your own set xcallyCaFile.",
    ],
  },
  "http to a private host, which nobody has allowed": {
    stack: { xcallyUrl: "http://xcally.lan" },
    expected: [`xcallyUrl: "http://xcally.lan" is not allowed. ${https}`],
  },
  "http to a public host, though it is allowed": {
    stack: { xcallyUrl: "http://xcally.contoso.com", xcallyConnection: { allowHttp: true } },
    expected: [
      'xcallyUrl: "http://xcally.contoso.com" is not allowed. Use https; http is allowed for localhost only.',
    ],
  },
});
