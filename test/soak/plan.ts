import { changes, eventKinds, type ChangeName, type EventKind } from "./changes.ts";

/**
 * In which moment of a request a run is killed: `arrived`, the server never saw it; `done`, the server has done it and nobody
 * hears so; `answered`, a few milliseconds after the answer, when the engine writes its state.
 */
export type KillMoment = "arrived" | "done" | "answered";

/** Where a run is killed. */
export interface Kill {
  readonly among: EventKind;
  /** The number of the request among them, from 1. */
  readonly event: number;
  readonly moment: KillMoment;
  /** Milliseconds from the answer to the kill, for `answered`. */
  readonly delay: number;
}

/** What one run does; all of it follows from the seed. */
export interface Plan extends Kill {
  readonly seed: number;
  readonly change: ChangeName;
}

/** Of ten runs six are of a new stack, which makes the most; the slow ones are rarer. */
const mix: readonly ChangeName[] = [
  ...Array.from({ length: 12 }, () => "first" as const),
  "add",
  "add",
  "add",
  "remove",
  "rename",
  "rename",
  "displayName",
  "rotate",
];

/** The plan of a seed, the same each time. */
export function planOf(seed: number): Plan {
  const random = randomNumbers(seed);
  const among = pick(eventKinds, random());
  const change = pick(mix, random());
  return {
    seed,
    change,
    among,
    event: 1 + Math.floor(random() * changes[change].events[among]),
    moment: pick(["arrived", "done", "answered"] as const, random()),
    delay: Math.floor(random() * 40),
  };
}

/** Reads seeds as they are written: `7`, a list `1,2,7` or a range `1-100`. */
export function seedsOf(text: string): readonly number[] {
  return text.split(",").flatMap((part) => {
    const [first = NaN, last = first] = part.split("-").map(Number);
    if (!(first <= last)) throw new Error(`Write seeds as 7, 1,2,7 or 1-100, not as ${text}.`);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** One line for people. */
export function describePlan({ seed, change, among, event, moment, delay }: Plan): string {
  const when = moment === "answered" ? `${delay} ms after its answer` : `when it was ${moment}`;
  return `seed ${seed}: ${change}, killed at number ${event} of its ${among}, ${when}`;
}

function pick<T>(choices: readonly T[], random: number): T {
  return choices[Math.floor(random * choices.length)] as T;
}

/** The generator mulberry32: numbers from 0 to below 1 that a seed repeats. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
