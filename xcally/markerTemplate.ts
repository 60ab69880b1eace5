import { z } from "zod";

const allowed =
  "Write a text that contains {marker} once and {name} at most once, with a character other than 0-9 and a-f beside {marker} on " +
  "the side of {name}, such as {name} [{marker}].";

/** The template that a name and its ownership marker are written with, so that they can be told apart again. */
export const markerTemplate = z.string(allowed).refine((template) => {
  const [before = "", after, ...more] = template.split("{marker}");
  if (after === undefined || more.length > 0 || template.split("{name}").length > 2) return false;
  // A name may end or begin with hexadecimal characters, of which a marker is made.
  if (before.includes("{name}")) return /[^0-9a-f]$/i.test(before) && !before.endsWith("{name}");
  if (after.includes("{name}")) return /^[^0-9a-f]/i.test(after) && !after.startsWith("{name}");
  return true;
}, allowed);
