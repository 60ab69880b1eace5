import { compare, mailboxOf } from "./groups.ts";
import { block, code, count, folded } from "./markdown.ts";
import type { Diagnostic, Preview } from "./preview.ts";
import { mask } from "./secrets.ts";

/** The messages of a preview, each once, errors first; secrets in them are replaced. */
export interface Messages {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** Sorts the messages of a preview, so that the order in which they came does not matter. */
export function messagesOf({ diagnostics, secrets }: Preview): Messages {
  const of = (severity: Diagnostic["severity"]) => {
    const texts = diagnostics
      .filter((diagnostic) => diagnostic.severity === severity)
      .map(({ message, urn }) => {
        const key = urn === undefined ? undefined : mailboxOf(urn);
        const text = mask(message, secrets);
        return key === undefined || text.includes(key) ? text : `${key}: ${text}`;
      });
    return [...new Set(texts)].sort(compare);
  };
  return { errors: of("error"), warnings: of("warning"), infos: of("info") };
}

/** Messages as bullets, of which at most so many are shown; those of plugins and people are foreign text. */
export function messageList(texts: readonly string[], most: number): readonly string[] {
  const all = texts.flatMap(bullets);
  const shown = all.slice(0, most);
  const left = all.length - shown.length;
  return [...shown, ...(left === 0 ? [] : [`- and ${count(left, "message", "messages")} more`])];
}

/**
 * Where each line is a sentence, a bullet for each: the program refuses several mailboxes in one error, and a block of code would scroll to the
 * side. Lists in a message stay lists.
 */
function bullets(text: string): readonly string[] {
  const lines = text.split("\n");
  if (!lines.every((line) => /^\S.*[.:!?]$/.test(line))) return [`- ${block(text)}`];
  return lines.map((line) => (line.startsWith("- ") ? `  - ${code(line.slice(2))}` : `- ${code(line)}`));
}

/** What the preview says besides, below a fold. */
export function notes({ infos }: Messages, most: number): string {
  if (infos.length === 0 || most === 0) return "";
  return folded(
    count(infos.length, "note of the preview", "notes of the preview"),
    messageList(infos, most).join("\n"),
  );
}
