import { z } from "zod";

/** A date with time and zone, as Graph reads it. */
export const dateTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A date as Graph writes it: UTC, and no fraction where there is none. */
export function formatDateTime(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}
