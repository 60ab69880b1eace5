import { z } from "zod";
import { aadstsCodes } from "./aadsts.ts";
import { parseJson } from "./json.ts";

/** What the body of a refusal says. */
export interface TokenError {
  /** The number after `AADSTS`; undefined where there is none. */
  readonly code: number | undefined;
  /** The OAuth error, such as `invalid_client`. */
  readonly error: string | undefined;
  /** The first sentence of the description, without its code and the ids behind it; may be empty. */
  readonly words: string;
}

const bodySchema = z
  .object({
    error: z
      .string()
      .regex(/^\w{1,60}$/)
      .optional()
      .catch(undefined),
    error_description: z.string().catch(""),
    error_codes: z.array(z.coerce.number().int().positive()).catch([]),
  })
  .catch({ error_description: "", error_codes: [] });

/** Characters of the server's own words that a message can bear. */
const greatestLength = 200;

/**
 * Reads the body of a refusal leniently: any field may be missing, the ids behind the description are set off by line
 * breaks (until 2023) or blanks, and what is not JSON is a refusal without a code.
 *
 * @param secrets values that are left out of the words, should the server repeat them.
 */
export function parseTokenError(text: string, secrets: readonly string[]): TokenError {
  const { error, error_description: description, error_codes: listed } = bodySchema.parse(parseJson(text));
  const described = [...description.matchAll(/AADSTS(\d+)/g)].map(([, digits]) => Number(digits));
  const codes = [...listed, ...described];
  return {
    // Some answers name a general code before the one that says it.
    code: codes.find((code) => aadstsCodes.has(code)) ?? codes[0],
    error,
    words: firstSentence(withoutSecrets(description, secrets)),
  };
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ secret }).toString().slice(7),
    ])
    .reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
}

function firstSentence(description: string): string {
  const [sentence = ""] = description
    .replace(/\s*\b(Trace ID|Correlation ID|Timestamp):[\s\S]*$/, "")
    .replace(/^AADSTS\d+:\s*/, "")
    .replace(/\s+/g, " ")
    .trim()
    .split(/(?<=[.!?])\s/);
  return sentence.length > greatestLength ? `${sentence.slice(0, greatestLength)}...` : sentence;
}
