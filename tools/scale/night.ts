import type { Requests } from "./requests.ts";

/** How the runs of the stacks follow each other in a night. */
export interface Pace {
  /** Stacks whose runs go on at the same time, such as jobs of a pipeline. */
  readonly runners: number;
  /** Seconds that one run takes; its requests are spread over it evenly. */
  readonly runSeconds: number;
}

/** The most that falls into any window of time. */
export interface Peaks {
  readonly unitsIn10Seconds: number;
  readonly writesIn150Seconds: number;
  readonly writesIn5Minutes: number;
}

/**
 * The peaks of a night in which each stack makes these requests, one group of stacks right after the other, to the whole second. In truth
 * jobs take a while to begin, so requests are less dense.
 */
export function peaksOf(stacks: readonly Requests[], { runners, runSeconds }: Pace): Peaks {
  const seconds = Math.ceil(stacks.length / runners) * runSeconds;
  const units = new Float64Array(seconds);
  const writes = new Float64Array(seconds);
  stacks.forEach((requests, index) => {
    const begin = Math.floor(index / runners) * runSeconds;
    for (let second = begin; second < begin + runSeconds; second++) {
      units[second] = (units[second] ?? 0) + requests.units / runSeconds;
      writes[second] = (writes[second] ?? 0) + requests.writes / runSeconds;
    }
  });
  return {
    unitsIn10Seconds: most(units, 10),
    writesIn150Seconds: most(writes, 150),
    writesIn5Minutes: most(writes, 300),
  };
}

function most(bySecond: Float64Array, length: number): number {
  let inWindow = 0;
  let highest = 0;
  bySecond.forEach((number, second) => {
    inWindow += number - (bySecond[second - length] ?? 0);
    highest = Math.max(highest, inWindow);
  });
  return Math.round(highest);
}
