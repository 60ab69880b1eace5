/**
 * A moment at which something becomes known. It has come when either clock says so: the stand-in's, which a test may
 * turn, or that of the process, which goes on where a test holds the other still.
 */
export interface Moment {
  readonly byClock: Date;
  /** As `performance.now()` counts. */
  readonly byProcess: number;
}

/** The moment after so many milliseconds. */
export function momentAfter(now: Date, milliseconds: number): Moment {
  return {
    byClock: new Date(now.getTime() + milliseconds),
    byProcess: performance.now() + milliseconds,
  };
}

/** Whether the moment has come. */
export function hasCome(moment: Moment, now: Date): boolean {
  return moment.byClock <= now || moment.byProcess <= performance.now();
}
