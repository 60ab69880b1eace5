import { stripVTControlCharacters } from "node:util";

/** Longest foreign text that is shown whole, in characters. */
const longest = 600;

/**
 * Foreign text as code, whatever is in it: Markdown, HTML, mentions (`@team`) and references (`#1`) have no effect there, on GitHub,
 * GitLab and Azure DevOps alike. On one line, without invisible characters, and cut where it is very long.
 */
export function code(text: string): string {
  const line = cut(visible(text).replaceAll(/\s+/g, " ").trim());
  const fence = "`".repeat(longestRun(line) + 1);
  const space = line === "" || line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

/** Foreign text of several lines as a block of code below a bullet; of one line as {@link code}. */
export function block(text: string): string {
  const lines = cut(
    text
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map((line) => visible(line).trimEnd())
      .join("\n")
      .trim(),
  ).split("\n");
  if (lines.length === 1) return code(text);
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [`${fence}text`, ...lines, fence]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join("\n");
}

/** Markdown that is folded away below a line of our own words. */
export function folded(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A number with its noun, such as `1 mailbox` or `2 mailboxes`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Without control, formatting and unpaired characters, which could hide or turn around what follows them. */
function visible(text: string): string {
  return stripVTControlCharacters(text)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, " ");
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest).toWellFormed()}…`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
