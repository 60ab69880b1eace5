import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readPreview } from "../../../commands/previewSummary/readPreview.ts";
import { summarise } from "../../../commands/previewSummary/summary.ts";
import { fixtures } from "./fixture.ts";

/** GitHub's limit for a comment. */
const commentLimit = 65_536;
const names = readdirSync(fixtures).map((file) => file.replace(/\.json$/, ""));

/** A recorded preview as it would be with many more mailboxes of each of its two kinds. */
function multiplied(name: string, times: number) {
  const text = readFileSync(join(fixtures, `${name}.json`), "utf8");
  const one = readPreview(text);
  const copies = Array.from({ length: times }, (_, index) =>
    readPreview(text.replaceAll(/\b(support|sales|info|helpdesk)\b/g, `$1-${index + 1000}`)),
  );
  return {
    ...one,
    steps: copies.flatMap(({ steps }) => steps),
    diagnostics: copies.flatMap(({ diagnostics }) => diagnostics),
    mailboxes: new Map(copies.flatMap(({ mailboxes }) => [...mailboxes])),
  };
}

describe("one comment", () => {
  test.each(names)(
    "holds the preview %s of 500 mailboxes, each of which is named where it changes",
    (name) => {
      const preview = multiplied(name, 250);
      const summary = summarise(preview);
      expect(summary.length).toBeLessThan(commentLimit);
      if (preview.failed || name === "noChange") return;
      const changed = ["support", "sales", "info", "helpdesk"].filter((key) =>
        summarise(multiplied(name, 1)).includes(`\`${key}-1000\``),
      );
      expect(changed.length).toBeGreaterThan(0);
      for (const key of changed) expect(summary).toContain(`\`${key}-1249\``);
      expect(summary).toContain("<details>");
    },
  );

  test.each(["removed", "redirectUri"])("holds the preview %s of 20,000 mailboxes as counts", (name) => {
    const summary = summarise(multiplied(name, 10_000));
    expect(summary.length).toBeLessThan(commentLimit);
    expect(summary).toContain(name === "removed" ? "- 10000 mailboxes: " : "- 20000 mailboxes: ");
    expect(summary).not.toContain("sales-1000");
  });

  test("holds a preview of 500 mailboxes with a warning, an error and a finding of the doctor for each", () => {
    const preview = multiplied("rotation", 250);
    const long = "x".repeat(2000);
    const diagnostics = [...preview.mailboxes.keys()].flatMap((key) => [
      { severity: "warning" as const, message: `${key} ${long}`, urn: undefined },
      { severity: "error" as const, message: `${key} ${long}\n${long}`, urn: undefined },
    ]);
    const findings = diagnostics.map(({ message }) => ({
      status: "FAIL" as const,
      group: "XCALLY",
      says: message,
    }));
    const summary = summarise({ ...preview, diagnostics, failed: true }, findings);
    expect(summary.length).toBeLessThan(commentLimit);
    expect(summary).toMatch(/and \d+ messages more/);
    expect(summary).toContain("1000 FAIL");
  });

  test("shows everything of a few mailboxes, folded from eleven of a kind on", () => {
    expect(summarise(multiplied("rotation", 10))).not.toContain("<summary>10 mailboxes");
    expect(summarise(multiplied("rotation", 11))).toContain("<summary>11 mailboxes</summary>");
  });
});
