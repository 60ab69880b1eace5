import { openSession, type Session, type SessionOverrides } from "../../../xcally/provider/session.ts";
import type { XcallySimulator } from "../../../simulator/xcally/index.ts";
import { quick } from "../quick.ts";

/**
 * A fresh session with the stand-in, as a new provider process has one; `args` are added to the instance's arguments. Secrets are
 * not proved unless the arguments say so.
 */
export function open(
  xcally: XcallySimulator,
  args: Readonly<Record<string, string>> = {},
  overrides: SessionOverrides = {},
  environment: Readonly<Record<string, string>> = {},
): () => Session {
  const all: Readonly<Record<string, string>> = {
    url: xcally.url,
    authentication: "apiKey",
    apiKey: xcally.apiKey,
    proof: '{"required":false}',
    ...args,
  };
  const session = openSession((name) => all[name], environment, { ...quick, ...overrides });
  return () => session;
}
