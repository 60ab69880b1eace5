import { openSession, type Session } from "../../../xcally/provider/session.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import type { XcallyClientOptions } from "../../../xcally/client/index.ts";
import { quick } from "../quick.ts";

/** A fresh session with the stand-in, as a new provider process has one; `args` are added to the instance's arguments. */
export function open(
  xcally: XcallySimulator,
  args: Readonly<Record<string, string>> = {},
  overrides: Partial<XcallyClientOptions> = {},
): () => Session {
  const all: Readonly<Record<string, string>> = {
    url: xcally.url,
    authentication: "apiKey",
    apiKey: xcally.apiKey,
    ...args,
  };
  const session = openSession((name) => all[name], {}, { ...quick, ...overrides });
  return () => session;
}
