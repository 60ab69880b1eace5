import type { Beforehand, BrokenLink } from "./brokenLink.ts";

/** The heads of the tables in docs/faults.md. */
export const heads = ["what is wrong", "what people see", "what the doctor says beforehand"] as const;

/** The cells of a fault's row, in Markdown. */
export function cellsOf({ link, config, mailboxConfig, at, code, doctor }: BrokenLink): readonly string[] {
  const configured = [config, mailboxConfig].flatMap((values) => Object.entries(values ?? {}));
  const also = configured.map(([key, value]) => `\`${key}: ${said(value)}\``).join(", ");
  return [
    `${link}${also === "" ? "" : ` (configured: ${also})`}`,
    `\`${code}\` at ${at === "IMAP" || at === "POP3" || at === "SMTP" ? `the ${at} server` : at}`,
    sayings(doctor),
  ];
}

/** The cells of every row of a page's tables but their heads. */
export function rowsOf(page: string): readonly (readonly string[])[] {
  const rows = page.split("\n").filter((line) => line.startsWith("|"));
  const cells = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.filter(([first = ""]) => first !== heads[0] && !/^[-: ]+$/.test(first));
}

/** A table of these rows, as it stands in the page before it is formatted. */
export function tableOf(links: readonly BrokenLink[]): string {
  const rows = [heads, heads.map(() => "---"), ...links.map(cellsOf)];
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function sayings(doctor: Beforehand): string {
  if ("says" in doctor) return doctor.says.map(saying).join("<br>");
  if ("saysWithToken" in doctor)
    return `With a token only:<br>${doctor.saysWithToken.map(saying).join("<br>")}`;
  return `Nothing${doctor.evenWithToken === true ? ", with a token neither" : ""}. ${doctor.cannotKnow}`;
}

/** A line of the report, without the blanks that align it. */
function saying(line: string): string {
  const [, status = "", group = "", text = ""] = /^(\w+) +(.*?) {2,}(.*)$/.exec(line) ?? [];
  return `**${status}** ${group}: ${text}`;
}

function said(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}
