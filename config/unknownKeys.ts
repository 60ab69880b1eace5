import { closestMatch } from "leven";

/** Says that `key` is not known and which of the `known` ones was probably meant; else lists them. */
export function unknownKeyMessage(key: string, known: readonly string[]): string {
  const meant = nearestKey(key, known);
  const advice = meant === undefined ? `Known here are ${known.join(", ")}.` : `Did you mean ${meant}?`;
  return `This key is not known. ${advice}`;
}

/** The known key that `key` is a misspelling or a part of, whatever its case. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const wanted = key.toLowerCase();
  const names = new Map(known.map((name) => [name.toLowerCase(), name]));
  // A third of the letters may be wrong: enough for a slip, too little for another word.
  const nearest = closestMatch(wanted, [...names.keys()], { maxDistance: Math.ceil(wanted.length / 3) });
  const found = nearest ?? [...names.keys()].find((name) => wanted.length > 2 && name.includes(wanted));
  return found === undefined ? undefined : names.get(found);
}
