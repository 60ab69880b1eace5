import addressParser from "nodemailer/lib/addressparser";

/**
 * Whom a mail claims to be from: the envelope's sender and every address in the `From` header. Exchange Online wants the right to
 * send as each of them.
 */
export function sendersOf(envelopeSender: string, raw: Buffer): readonly string[] {
  const text = raw.toString("latin1");
  const header = /^[\s\S]*?\r?\n\r?\n/.exec(text)?.[0] ?? text;
  const unfolded = header.replace(/\r?\n[ \t]+/g, " ");
  const from = /^from:(.*)$/im.exec(unfolded)?.[1] ?? "";
  const named = addressParser(from, { flatten: true }).map(({ address }) => address);
  return [envelopeSender, ...named].filter((address) => address !== "");
}
