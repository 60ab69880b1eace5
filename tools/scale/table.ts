/** A table of a page: its name there, and rows with the same columns. */
export interface Table {
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A number for people: `10,000`, `0.5`. */
export function number(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** Bytes for people, in powers of ten: `13 MB`. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return `${number(value / 1000 ** power)} ${units[power] ?? ""}`;
}

/** Seconds for people: `8 s`, `12 min`, `3.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${number(seconds)} s`;
  if (seconds < 90 * 60) return `${number(Math.round(seconds / 60))} min`;
  return `${number(seconds / 3600)} h`;
}
