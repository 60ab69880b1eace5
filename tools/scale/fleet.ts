/** Mailboxes over stacks. */
export interface Fleet {
  /** Keys of the mailboxes of each stack. */
  readonly stacks: readonly (readonly string[])[];
}

/** How the mailboxes of different stacks are called: each by a key of its own, or the same few keys in every stack. */
export type Naming = "distinct" | "same";

/** Stacks whose sizes differ by one mailbox at most, the larger ones first. */
export function makeFleet(mailboxes: number, stacks: number, naming: Naming): Fleet {
  const least = Math.floor(mailboxes / stacks);
  const larger = mailboxes % stacks;
  return {
    stacks: Array.from({ length: stacks }, (_, stack) => {
      const first = naming === "same" ? 0 : stack * least + Math.min(stack, larger);
      const size = least + (stack < larger ? 1 : 0);
      return Array.from({ length: size }, (_, mailbox) => `mailbox-${first + mailbox + 1}`);
    }),
  };
}
