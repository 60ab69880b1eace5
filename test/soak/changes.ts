import type { Config } from "../stack/testStack.ts";

/** A mailbox as the configuration has it. */
export interface SoakMailbox {
  readonly key: string;
  readonly address: string;
  readonly displayName?: string;
}

/** Six mailboxes; a stack begins with the first five. */
export const allMailboxes: readonly SoakMailbox[] = [1, 2, 3, 4, 5, 6].map((number) => ({
  key: `mailbox-${number}`,
  address: `mailbox-${number}@contoso.com`,
}));

const five = allMailboxes.slice(0, 5);
const changed = (place: number, change: Partial<SoakMailbox>) =>
  five.map((mailbox, index) => (index === place ? { ...mailbox, ...change } : mailbox));

/** What an `up` that is interrupted was about to do. */
export interface Change {
  /** The mailboxes it is to end with. */
  readonly mailboxes: readonly SoakMailbox[];
  /** The configuration beside the mailboxes. Defaults to none. */
  readonly config?: Config;
  /** Whether the stack is made by this `up`, instead of changed. */
  readonly isFirst?: boolean;
  /** How many requests it makes when nobody interrupts it, as measured: among these the last one is chosen. */
  readonly events: Readonly<Record<EventKind, number>>;
}

/** Which requests are counted: all; those that change something on either side; those to XCALLY. */
export const eventKinds = ["requests", "writes", "XCALLY requests"] as const;

/** Which requests are counted. */
export type EventKind = (typeof eventKinds)[number];

/** The changes, by name. */
export const changes = {
  first: { mailboxes: five, isFirst: true, events: events(236, 55, 32) },
  add: { mailboxes: allMailboxes, events: events(57, 11, 8) },
  remove: { mailboxes: five.slice(1), events: events(24, 5, 7) },
  rename: { mailboxes: changed(1, { key: "renamed" }), events: events(15, 2, 5) },
  displayName: { mailboxes: changed(2, { displayName: "Third" }), events: events(17, 2, 3) },
  rotate: { mailboxes: five, config: { secret: { rotateNow: "leak" } }, events: events(180, 25, 15) },
} as const satisfies Readonly<Record<string, Change>>;

/** The name of a change. */
export type ChangeName = keyof typeof changes;

function events(requests: number, writes: number, xcally: number): Change["events"] {
  return { requests, writes, "XCALLY requests": xcally };
}
