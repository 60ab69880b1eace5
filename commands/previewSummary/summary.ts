import { categories, type Category } from "./category.ts";
import { describe, type Description } from "./describe.ts";
import { doctorSection, type Finding } from "./doctor.ts";
import { groupSteps, type Groups } from "./groups.ts";
import { code } from "./markdown.ts";
import { messageList, messagesOf, notes, type Messages } from "./messages.ts";
import { resourceCounts, stackFacts } from "./ofStack.ts";
import type { Preview } from "./preview.ts";
import { attention, sections, type Detail } from "./sections.ts";
import { mask } from "./secrets.ts";

/** Bytes that a comment may have: GitHub takes 65,536 characters, and a pipeline may add lines of its own. */
const longest = 64_000;

/** How much is shown, the most first; the first that fits is taken. */
const details: readonly { readonly detail: Detail; readonly messages: number; readonly findings: number }[] =
  [
    { detail: "everything", messages: 100, findings: 100 },
    { detail: "keys", messages: 25, findings: 25 },
    { detail: "counts", messages: 5, findings: 0 },
  ];

/**
 * A preview as Markdown for a pull request. The same preview gives the same bytes: there is no time in it, and the order of events does not
 * matter. It holds no secret, and no foreign text that is more than code to a Markdown viewer.
 *
 * @param findings the report of `npm run doctor`; undefined leaves it out.
 */
export function summarise(preview: Preview, findings?: readonly Finding[]): string {
  const groups = groupSteps(preview);
  const descriptions = groups.changed.map((group) => describe(group, preview));
  const messages = messagesOf(preview);
  for (const { detail, messages: most, findings: mostFindings } of details) {
    const parts = [
      ...(preview.failed ? failure(preview, messages, most) : opening(preview, groups, descriptions)),
      attention(descriptions, messageList(messages.warnings, most), detail),
      ...sections(descriptions, detail),
      stackFacts(groups.ofStack),
      findings === undefined ? "" : doctorSection(findings, mostFindings),
      isEmpty(groups) && !preview.failed ? "" : notes(messages, detail === "everything" ? most : 0),
      isEmpty(groups) ? "" : resourceCounts(preview),
    ];
    const text = mask(parts.filter((part) => part !== "").join("\n\n"), preview.secrets);
    if (Buffer.byteLength(text) <= longest) return text;
  }
  // Only counts and five cut messages are left at this point.
  throw new Error("The summary does not fit into a comment: report this, with the preview.");
}

/** What Pulumi says last, whatever has failed. */
const noReason = "preview failed";

function failure({ stack }: Preview, { errors }: Messages, most: number): readonly string[] {
  const reasons = errors.filter((error) => error !== noReason);
  return [
    `### The preview${of(stack)} failed`,
    "Nothing can be said of what an `up` would do; what it found until then stands below.",
    messageList(reasons, most).join("\n"),
    // So it is where a policy is violated: Pulumi's digest does not name policies (3.259.0).
    ...(reasons.length === 0
      ? [
          "No reason is in this form of a preview. Violated policies are in the streaming one: set `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true`.",
        ]
      : []),
  ];
}

function opening(
  { stack }: Preview,
  groups: Groups,
  descriptions: readonly Description[],
): readonly string[] {
  // The first line is what pipelines look at, so it is the same for every stack.
  if (isEmpty(groups))
    return ["No changes", ...(stack === undefined ? [] : [`The stack ${code(stack)} stays as it is.`])];
  const rows = Object.keys(categories).flatMap((name) => {
    const number = descriptions.filter(({ category, key }) => category === name && key !== undefined).length;
    return number === 0 ? [] : [`| ${categories[name as Category]} | ${number} |`];
  });
  return [
    `### Preview${of(stack)}`,
    ["| | mailboxes |", "| --- | ---: |", ...rows, `| Stays as it is | ${groups.unchanged} |`].join("\n"),
  ];
}

function of(stack: string | undefined): string {
  return stack === undefined ? "" : ` of the stack ${code(stack)}`;
}

function isEmpty({ changed, ofStack }: Groups): boolean {
  return changed.length === 0 && ofStack.length === 0;
}
