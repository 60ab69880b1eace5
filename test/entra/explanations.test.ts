import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { aadstsCodes } from "../../entra/aadsts.ts";
import { advice, type Explanation } from "../../entra/explanation.ts";
import { describeFailure } from "../../entra/graphError.ts";
import { explainPolicyCode, graphPolicies } from "../../entra/graphPolicies.ts";
import { explainMailAnswer, mailErrors } from "../../entra/mailErrors.ts";
import { imapTexts, popTexts, smtpTexts } from "../../simulator/mail/exchangeTexts.ts";

const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");
const rows: readonly (Explanation & { readonly code: string })[] = [
  ...mailErrors.map((row) => ({ ...row, code: row.answer })),
  ...Object.entries(graphPolicies).map(([code, row]) => ({ ...row, code })),
];

describe("every code in the tables", () => {
  test.each(rows)("$code has clauses that fit into a message", ({ meaning, action }) => {
    expect(meaning).toMatch(/^(?!The |It )\S.*[^.]$/);
    expect(action).toMatch(/^[a-z].*[^.]$/);
    expect(meaning + action).not.toMatch(/@/);
  });

  test("of Graph's policies is in the README, for those who meet it in Pulumi's own output", () => {
    expect(Object.keys(graphPolicies).filter((code) => !readme.includes(code))).toEqual([]);
  });
});

test("every AADSTS code that the doctor names is in the table", () => {
  const folder = join(import.meta.dirname, "../../commands/doctor/checks/entra");
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const codes = files.flatMap((text) => [...text.matchAll(/AADSTS(\d+)/g)].map(([, code]) => Number(code)));
  expect(codes.length).toBeGreaterThan(8);
  expect(codes.filter((code) => !aadstsCodes.has(code))).toEqual([]);
});

describe("what Exchange Online answers", () => {
  test.each([
    [imapTexts.notConnected, "mailboxRight", "exchangeAdministrator"],
    [imapTexts.refused, "user", "personSigningIn"],
    [popTexts.refused, "user", "personSigningIn"],
    [smtpTexts.refused, "user", "personSigningIn"],
    [smtpTexts.disabled("Tenant"), "smtpAuthDisabled", "exchangeAdministrator"],
    [smtpTexts.disabled("Mailbox"), "smtpAuthDisabled", "exchangeAdministrator"],
    [smtpTexts.unavailable, "unavailable", "deployer"],
    [smtpTexts.notAuthenticated, "badRequest", "deployer"],
    [smtpTexts.passwordRefused, "passwordRefused", "deployer"],
    [
      smtpTexts.sendAsDenied("agent@contoso.com", "info@contoso.com"),
      "mailboxRight",
      "exchangeAdministrator",
    ],
    [
      "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.",
      "policy",
      "exchangeAdministrator",
    ],
    ["500 what?", "unknown", "exchangeAdministrator"],
  ])("%s is explained", (answer, kind, who) => {
    expect(explainMailAnswer(answer)).toMatchObject({ kind, who });
  });

  test("tells SMTP AUTH that is off in the tenant from SMTP AUTH that is off for the mailbox", () => {
    expect(explainMailAnswer(smtpTexts.disabled("Tenant")).meaning).toContain("in the tenant");
    expect(explainMailAnswer(smtpTexts.disabled("Mailbox")).meaning).toContain("for the mailbox");
  });
});

test("a request that a policy refuses says what the table says", () => {
  const code = "CredentialTypeNotAllowedAsPerAppPolicy";
  const text = JSON.stringify({ error: { code, message: "Credential type not allowed." } });
  const answer = { kind: "answer", status: 400, text, header: () => undefined } as const;
  const request = { method: "POST", url: "https://graph.microsoft.com/v1.0/applications/1/addPassword" };
  expect(describeFailure(request, answer, 1).message).toBe(
    `POST /v1.0/applications/1/addPassword failed: Microsoft Graph answered 400 (${code}: Credential type not allowed); ` +
      `${advice(graphPolicies[code])}.`,
  );
  expect(explainPolicyCode("Request_BadRequest")).toBeUndefined();
  expect(explainPolicyCode(undefined)).toBeUndefined();
});
