import { describe, expect, test } from "@jest/globals";
import { summarise } from "../../../commands/previewSummary/summary.ts";
import { previewOf, step } from "./steps.ts";

const noChanges = "No changes\n\nThe stack `test` stays as it is.";
const lines = (markdown: string) => markdown.split("\n");

describe("what will happen to running mail", () => {
  test("a mailbox that is left in place keeps its mail flowing, and is told to be renewed by nobody", () => {
    const retained = { retainOnDelete: true };
    const summary = summarise(
      previewOf([
        step("delete", "association", "support", { name: "support@contoso.com", old: retained }),
        step("delete", "cloudProvider", "support", { old: retained }),
      ]),
    );
    expect(summary).toContain("everything is left in place, but nobody renews the secret any more");
    expect(summary).toContain("leaves the Cloud Provider in XCALLY");
    expect(summary).not.toContain("Needs attention");
  });

  test("a mail account that goes back to another Cloud Provider is told with its id", () => {
    const old = { outputs: { previousCloudProviderId: "7" } };
    const summary = summarise(
      previewOf([step("delete", "association", "support", { name: "support@contoso.com", old })]),
    );
    expect(summary).toContain("goes back to the Cloud Provider that it had before (`7`).");
    expect(summary).not.toContain("user and password");
  });

  test("a Cloud Provider that would be replaced needs attention", () => {
    const summary = summarise(previewOf([step("replace", "cloudProvider", "support")]));
    expect(summary).toContain("- `support`: The Cloud Provider would be replaced.");
  });

  test("a spare secret that is renewed leaves XCALLY the one that it has", () => {
    const summary = summarise(previewOf([step("replace", "secret", "support", { name: "support-1" })]));
    expect(summary).toContain("XCALLY keeps the secret that it has, and a spare one is renewed");
  });

  test("an account that is named by its id instead of its address is not let go of", () => {
    const summary = summarise(
      previewOf([
        step("create", "account", "support", {
          name: "account-3",
          wanted: { inputs: { account: { by: "id", id: 3 } } },
        }),
        step("create", "association", "support", { name: "account-3" }),
        step("delete", "association", "support", {
          name: "support@contoso.com",
          old: { inputs: { accountId: "3" } },
        }),
      ]),
    );
    expect(summary).toContain("#### Changes");
    expect(summary).toContain("Mail keeps flowing.");
  });
});

describe("how a mailbox is guarded against its removal", () => {
  const same = (role: "application" | "cloudProvider" | "secret", old: object, wanted: object) =>
    summarise(previewOf([step("same", role, "support", { old, wanted })]));

  test("protection that goes is a change, and needs attention", () => {
    const summary = same("application", { protect: true }, { protect: false });
    expect(summary).toContain("- **`support`**: Mail keeps flowing.\n  - is protected no more");
    expect(summary).toContain("#### Needs attention\n\n- `support`: Its protection goes");
  });

  test("a mailbox that is to be left in place is a change, which needs nobody's attention", () => {
    const summary = same("cloudProvider", { protect: true }, { protect: false, retainOnDelete: true });
    expect(summary).toContain("  - is left in place when it is removed");
    expect(summary).not.toContain("Needs attention");
  });

  test("what is protected, or deleted with its mailbox, from now on is told", () => {
    expect(same("application", {}, { protect: true })).toContain("is protected: its removal is refused");
    expect(same("application", { retainOnDelete: true }, {})).toContain("is deleted when it is removed");
  });

  test("protection that stays is no change", () => {
    expect(same("application", { protect: true }, { protect: true })).toBe(noChanges);
  });

  test("a secret that the program removes itself is no change of its mailbox", () => {
    expect(same("secret", { retainOnDelete: true }, {})).toBe(noChanges);
  });
});

describe("messages of the preview", () => {
  const changes = [step("replace", "secret", "support", { name: "support-1" })];

  test("warnings need attention, in no more than their own words", () => {
    const message = "The secret of mailbox support (support@contoso.com) ends on 2027-02-01: run pulumi up.";
    const diagnostics = [{ severity: "warning", message, urn: undefined }] as const;
    expect(lines(summarise(previewOf(changes, { diagnostics })))).toContain(`- \`${message}\``);
    expect(summarise(previewOf([], { diagnostics }))).toBe(
      `${noChanges}\n\n#### Needs attention\n\n- \`${message}\``,
    );
  });

  test("come in the same order whichever way Pulumi prints them, as steps of one kind do", () => {
    const diagnostics = ["b", "a", "c"].map((message) => ({
      severity: "warning" as const,
      message,
      urn: undefined,
    }));
    const steps = ["a", "b", "c"].map((name) =>
      step("create", "association", "support", { name: `${name}@contoso.com` }),
    );
    const [one, other] = [
      previewOf(steps, { diagnostics }),
      previewOf(steps.toReversed(), { diagnostics: diagnostics.toReversed() }),
    ];
    expect(summarise(one)).toBe(summarise(other));
  });

  test("the same message of many resources is told once", () => {
    const diagnostics = Array.from({ length: 3 }, () => ({
      severity: "warning" as const,
      message: "Twice.",
      urn: undefined,
    }));
    expect(summarise(previewOf(changes, { diagnostics })).match(/Twice/g)).toHaveLength(1);
  });

  test("several mistakes in one error have a bullet each, and no more are shown than fit", () => {
    const refusals = Array.from({ length: 200 }, (_, index) => `Mailbox number-${index} is protected.`);
    const message = ["There are mistakes:", "- mailboxes[0].key: No.", ...refusals].join("\n");
    const diagnostics = [{ severity: "error", message, urn: undefined }] as const;
    const summary = summarise(previewOf([], { diagnostics, failed: true }));
    expect(summary).toContain(
      "- `There are mistakes:`\n  - `mailboxes[0].key: No.`\n- `Mailbox number-0 is protected.`\n- `Mailbox number-1 ",
    );
    expect(summary).toContain("- and 102 messages more");
  });

  test("a failed preview is told as such, with its errors", () => {
    const diagnostics = [{ severity: "error", message: "first line\nsecond line", urn: undefined }] as const;
    const summary = summarise(previewOf([], { diagnostics, failed: true }));
    expect(lines(summary).slice(0, 5).join("\n")).toContain("### The preview of the stack `test` failed");
    expect(summary).toContain("- ```text\n  first line\n  second line\n  ```");
    expect(summary).not.toContain("No changes");
  });
});
