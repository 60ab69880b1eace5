import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { block, code } from "../../../commands/previewSummary/markdown.ts";
import { readPreview } from "../../../commands/previewSummary/readPreview.ts";
import { summarise } from "../../../commands/previewSummary/summary.ts";
import { types } from "./steps.ts";

/** The inside of a code span as CommonMark reads it; undefined for a text that is not one span from end to end. */
function insideOfSpan(markdown: string): string | undefined {
  const fence = /^`+/.exec(markdown)?.[0] ?? "";
  const closing = [...markdown.matchAll(/`+/g)].find(
    ({ index, 0: run }) => index > 0 && run.length === fence.length,
  );
  return closing !== undefined && closing.index + fence.length === markdown.length
    ? markdown.slice(fence.length, closing.index)
    : undefined;
}

describe("foreign text", () => {
  test.each([
    "Sales | marketing",
    "`code` and ``more``",
    "<b>bold</b> <!-- <img src=x onerror=alert(1)>",
    "@contoso/team #1 GH-2",
    "[link](https://evil.example) ![image](x)",
    "ends with `",
    "",
  ])("is one span of code: %s", (text) => {
    expect(insideOfSpan(code(text))?.trim()).toBe(text);
  });

  test("is one line of code whatever it holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 700 }), (text) => {
        const markdown = code(text);
        expect(insideOfSpan(markdown)).toBeDefined();
        expect(markdown).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
      }),
    );
  });

  test("of several lines cannot leave its block", () => {
    const markdown = block("a\n```\n# heading\n- @team");
    expect(markdown.split("\n")).toEqual(["````text", "  a", "  ```", "  # heading", "  - @team", "  ````"]);
  });

  test("has no characters that hide or turn around what follows", () => {
    expect(code("a\u202eb\u0007c\u001b[31md")).toBe("`a b cd`");
  });
});

const state = (more: object) => ({
  parent: "urn:pulumi:test::p::xcally:index:ModernAuthentication$xcally:index:MailboxAuthentication::support",
  ...more,
});

test("no secret of a preview is printed, not in a message and not as a property", () => {
  const secrets = {
    clientSecret: "s3cret-of-the-client",
    password: "s3cret-password",
    value: "s3cret-value",
    unknownToUs: "harmless-but-not-allowed",
  };
  const preview = readPreview(
    JSON.stringify({
      config: {
        "xcally-mail-authentication:xcallyApiKey": "s3cret-api-key",
        "xcally-mail-authentication:mailboxes": '[{"key":"support","address":"support@contoso.com"}]',
      },
      steps: [
        {
          op: "update",
          urn: `urn:pulumi:test::p::${types.cloudProvider}::support`,
          oldState: state({ inputs: { ...secrets, name: "Support" } }),
          newState: state({
            inputs: { ...secrets, clientSecret: "s3cret-new", unknownToUs: "another", name: "Help" },
          }),
        },
        {
          op: "update",
          urn: "urn:pulumi:test::p::pulumi:providers:pulumi-nodejs::xcally",
          oldState: { inputs: { "xcally:apiKey": "s3cret-old-key" } },
          newState: { inputs: { "xcally:apiKey": "s3cret-new-key" } },
        },
      ],
      diagnostics: [
        {
          severity: "warning",
          message: "XCALLY answered s3cret-password to s3cret-api-key, s3cret-new and s3cret-new-key.",
        },
      ],
    }),
  );
  const summary = summarise(preview);
  expect(summary).not.toContain("s3cret");
  expect(summary).not.toContain("harmless-but-not-allowed");
  expect(summary).toContain("XCALLY answered [secret] to [secret], [secret] and [secret].");
  expect(summary).toContain("changes the Cloud Provider's name from `Support` to `Help`");
  expect(summary).toContain("changes the Cloud Provider's `unknownToUs`");
  expect(summary).toContain("- update the connection to XCALLY: `xcally:apiKey`");
});
