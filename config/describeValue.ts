const longest = 80;

/**
 * A value of the configuration as a message may show it: texts in quotes with invisible characters made visible,
 * without the parts of a URL that may hold a secret, and cut at 80 characters. Objects and lists are not opened.
 */
export function describeValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "An empty list" : "This list";
  if (typeof value === "object") return "This object";
  return typeof value === "string" ? quote(value) : JSON.stringify(value);
}

function quote(text: string): string {
  if (text.includes("-----BEGIN")) return "A text in PEM form";
  const safe = text.replace(/^([\w+.-]+:\/*).*@/s, "$1***@").replace(/\?.*/s, "?***");
  const short = safe.length > longest ? `${safe.slice(0, longest)}...` : safe;
  return JSON.stringify(short).replace(/[\p{Cc}\p{Cf}]/gu, (char) => {
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
