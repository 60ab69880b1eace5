/** Texts that say no, besides an empty one: a word for a state that is not known here is taken for yes, so the list is long. */
const saysNo = new RegExp(
  "^(?:false|no|off|none|null|undefined|unknown|never|pending|expired|revoked|failed|error|inactive|invalid|disconnected|" +
    "un(?:authenticated|authori[sz]ed|connected|linked|verified)|not[\\W_].*)$",
  "i",
);

/**
 * What a server answers in the field that says whether a person has signed in for a Cloud Provider. No public page shows that field, so
 * every plausible kind is understood: true and false, 1 and 0 as databases keep them, a moment (null or zeros before the first
 * sign-in), and a text such as a token, an address or a word for a state.
 *
 * @returns undefined where it says neither: the field is missing, or it holds a list or an object. It is never an error, because
 * nothing depends on it but what people are shown.
 */
export function readSignedIn(value: unknown): boolean | undefined {
  if (value === null) return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value > 0;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  // Of zeros alone are a number, and the moment that MySQL has for none: 0000-00-00 00:00:00.
  return !(/^[0:.\-\sTZ]*$/.test(text) || saysNo.test(text));
}
