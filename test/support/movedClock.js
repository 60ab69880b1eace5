/**
 * Loaded with `node --import` before a program, it lets the program live at another time: `CLOCK_OFFSET_MS` milliseconds from
 * now. So the simulated year runs the very program that users run.
 */
const offset = Number(globalThis.process.env.CLOCK_OFFSET_MS ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...args);
  }
  static now() {
    return RealDate.now() + offset;
  }
};
