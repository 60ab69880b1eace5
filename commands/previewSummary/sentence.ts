import { code } from "./markdown.ts";

/** Something to say of a mailbox, as Markdown: in general, so that many mailboxes can share it, and with the particulars of this one. */
export interface Sentence {
  readonly general: string;
  readonly particular: string;
}

/** Puts a sentence together. */
export function sentence(...parts: readonly (string | Sentence)[]): Sentence {
  const [general, particular] = [[], []] as [string[], string[]];
  for (const part of parts) {
    general.push(typeof part === "string" ? part : part.general);
    particular.push(typeof part === "string" ? part : part.particular);
  }
  return { general: general.join(""), particular: particular.join("") };
}

/** Foreign text in a sentence, shown as code; general words take its place where there is none or where many mailboxes share the sentence. */
export function value(general: string, foreign: string | undefined): Sentence {
  return { general, particular: foreign === undefined ? general : code(foreign) };
}

/** A part of a sentence for one mailbox alone. */
export function aside(particular: string): Sentence {
  return { general: "", particular };
}
