import { describe, expect, test } from "@jest/globals";
import { parseTokenError } from "../../entra/tokenError.ts";

const trace = "1f6a92a9-f3a8-4071-889a-6a2ea88d9500";
const read = (body: unknown, secrets: readonly string[] = []) =>
  parseTokenError(JSON.stringify(body), secrets);

describe("the words of a refusal", () => {
  test.each([
    ["blanks", " "],
    ["line breaks", "\r\n"],
  ])("end before the ids, which are set off by %s", (_what, separator) => {
    const parts = [
      `AADSTS7654321: Something new. And more.`,
      `Trace ID: ${trace}`,
      "Timestamp: 2026-01-01 00:00:00Z",
    ];
    expect(read({ error_description: parts.join(separator) }).words).toBe("Something new.");
    const [, ...ids] = parts;
    expect(read({ error_description: ["AADSTS1: One only", ...ids].join(separator) }).words).toBe("One only");
  });

  test("keep addresses whole", () => {
    const error_description = "AADSTS1: See https://aka.ms/x.y for 'a.b'. More.";
    expect(read({ error_description }).words).toBe("See https://aka.ms/x.y for 'a.b'.");
  });

  test("are cut to a length that a message can bear", () => {
    expect(read({ error_description: "x".repeat(1000) }).words).toHaveLength(203);
  });

  test("never hold the secret, in whichever way it is encoded", () => {
    const secret = "8Q~+/ &=hunter2";
    const encoded = [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ "": secret }).toString().slice(1),
    ];
    const { words } = read({ error_description: `AADSTS1: Got ${encoded.join(" and ")}.` }, [secret, ""]);
    expect(words).toBe("Got [secret] and [secret] and [secret].");
  });
});

describe("the code of a refusal", () => {
  test("is that of error_codes", () => {
    expect(read({ error: "invalid_client", error_codes: [7000215] })).toMatchObject({
      code: 7000215,
      error: "invalid_client",
    });
  });

  test("is that of the description where error_codes is missing or broken", () => {
    const error_description = "AADSTS7000222: Expired.";
    expect(read({ error_description }).code).toBe(7000222);
    expect(read({ error_description, error_codes: "none" }).code).toBe(7000222);
    expect(read({ error_description, error_codes: ["7000222"] }).code).toBe(7000222);
  });

  test("is the first one that says something, where there are several", () => {
    expect(read({ error_codes: [70002, 50011] }).code).toBe(50011);
    expect(read({ error_codes: [70002, 70001] }).code).toBe(70002);
  });

  test.each([
    "",
    "Too Many Requests",
    "<html>",
    "null",
    "[1]",
    '"text"',
    '{"error":{"code":"TooManyRequests"}}',
  ])("is missing in what is no refusal of the token endpoint: %s", (text) => {
    expect(parseTokenError(text, [])).toEqual({ code: undefined, error: undefined, words: "" });
  });
});
