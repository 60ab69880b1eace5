import { categories, type Category } from "./category.ts";
import type { Description } from "./describe.ts";
import { code, count, folded } from "./markdown.ts";
import type { Sentence } from "./sentence.ts";

/** How much is said of each mailbox: everything; its key below what it shares with others; nothing but how many there are. */
export type Detail = "everything" | "keys" | "counts";

/** From so many mailboxes on a section is folded away. */
const foldFrom = 11;

/** What somebody must do or look at, those with the same to do together, and the preview's own warnings. */
export function attention(
  descriptions: readonly Description[],
  warnings: readonly string[],
  detail: Detail,
): string {
  const all = descriptions.flatMap((description) =>
    description.warnings.map((warning) => ({ description, sentence: warning })),
  );
  const particular = together(all, ({ sentence }) => sentence.particular);
  const isLong = particular.length >= foldFrom || detail !== "everything";
  const lines = [...(isLong ? bullets(all, detail === "counts" ? detail : "keys") : particular), ...warnings];
  return lines.length === 0 ? "" : ["#### Needs attention", lines.join("\n")].join("\n\n");
}

/** A section for each category that has a mailbox. */
export function sections(descriptions: readonly Description[], detail: Detail): readonly string[] {
  return Object.keys(categories).flatMap((name) => {
    const members = descriptions.filter(({ category }) => category === name);
    if (members.length === 0) return [];
    const lines = bullets(
      members.map((description) => ({ description, sentence: description.effect })),
      detail,
    ).join("\n");
    const isLong = members.length >= foldFrom && detail !== "counts";
    const body = isLong ? folded(count(members.length, "mailbox", "mailboxes"), lines) : lines;
    return [`#### ${categories[name as Category]}`, body];
  });
}

interface Said {
  readonly description: Description;
  readonly sentence: Sentence;
}

function bullets(all: readonly Said[], detail: Detail): readonly string[] {
  if (detail === "everything") return all.map(whole);
  if (detail === "keys") return together(all, ({ sentence }) => sentence.general);
  const byText = Map.groupBy(all, ({ sentence }) => sentence.general);
  return [...byText].map(([text, said]) => `- ${count(said.length, "mailbox", "mailboxes")}: ${text}`);
}

/** A bullet for each text, with the mailboxes that it is said of. */
function together(all: readonly Said[], text: (said: Said) => string): readonly string[] {
  return [...Map.groupBy(all, text)].map(
    ([words, said]) => `- ${said.map(({ description }) => nameOf(description)).join(", ")}: ${words}`,
  );
}

function whole({ description, sentence }: Said): string {
  const { address, facts } = description;
  const isKnown = address === undefined || address === description.key;
  const title = `- **${nameOf(description)}**${isKnown ? "" : ` (${code(address)})`}: ${sentence.particular}`;
  return [title, ...facts.map((fact) => `  - ${fact}`)].join("\n");
}

function nameOf({ key }: Description): string {
  return key === undefined ? "the registration that all mailboxes share" : code(key);
}
