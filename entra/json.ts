/** Parses the text of an answer; undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    // Some services begin with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}
