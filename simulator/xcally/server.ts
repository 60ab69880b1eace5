import type { Office365 } from "./office365.ts";
import type { State } from "./state.ts";
import type { Switches } from "./switches.ts";
import type { Users } from "./users.ts";

/** What the routes work on. */
export interface XcallyServer {
  readonly state: State;
  readonly switches: Switches;
  readonly users: Users;
  /** The server's own address, without a path. */
  readonly url: () => string;
  readonly office365: () => Office365 | undefined;
  /** Notes the secrets of a request's body, for tests that search everything for them. */
  noteSecrets(secrets: readonly string[]): void;
}
