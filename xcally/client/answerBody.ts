import { z } from "zod";

/** Levels of lists and objects inside each other; an answer of XCALLY's has five at most. */
const maxDepth = 64;

/** What the text of an answer holds. */
export type AnswerBody =
  /** `value` is undefined where the text is empty. */
  { readonly kind: "json"; readonly value: unknown } | { readonly kind: "notJson" | "tooDeep" };

/** Parses an answer by its text alone: servers name wrong types of content. */
export function parseBody(text: string): AnswerBody {
  if (text.trim() === "") return { kind: "json", value: undefined };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "notJson" };
  }
  return isDeeper(value, maxDepth) ? { kind: "tooDeep" } : { kind: "json", value };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const errorBody = z.object({ message: z.string().min(1) });

/**
 * Why the server refused, in its own words: its `message`, or its plain text, kept to one line of bearable length.
 *
 * @param secrets values that are left out of it, as they are and as they stand in a URL.
 */
export function refusalReason(text: string, body: AnswerBody, secrets: readonly string[]): string {
  const parsed = errorBody.safeParse(body.kind === "json" ? body.value : undefined);
  const words = parsed.success ? parsed.data.message : body.kind === "notJson" ? text : "";
  const safe = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret !== "")
    .reduce((reason, secret) => reason.replaceAll(secret, "[secret]"), words);
  return safe.replace(/\s+/g, " ").trim().slice(0, 300) || "the server gave no reason";
}
