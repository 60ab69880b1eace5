import { setTimeout } from "node:timers/promises";

/** Time and chance, as the client uses them; tests bring their own. */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** A number from 0 to below 1. */
  random(): number;
}

/** The machine's own. */
export const realClock: Clock = {
  now: () => performance.now(),
  wait: (milliseconds) => setTimeout(milliseconds),
  random: () => Math.random(),
};

/** When an operation must end, all its requests, repeats and waits together. */
export interface Deadline {
  /** How long the whole operation may take. */
  readonly seconds: number;
  /** Milliseconds that are left; not below 0. */
  remaining(): number;
  /** Adds time that was spent waiting for our own limits: that is no fault of the server's. */
  postpone(milliseconds: number): void;
}

/** A deadline that begins now. */
export function startDeadline(seconds: number, clock: Clock): Deadline {
  let end = clock.now() + seconds * 1000;
  return {
    seconds,
    remaining: () => Math.max(0, end - clock.now()),
    postpone: (milliseconds) => {
      end += milliseconds;
    },
  };
}
