import type { HttpBindings } from "@hono/node-server";
import type { AccessTokens } from "../identity/accessTokens.ts";
import type { Throttle } from "../../shared/throttle.ts";
import type { Directory } from "../state/directory.ts";
import type { EntraSwitches } from "../switches.ts";

/** The versions of the Graph API. */
export type GraphVersion = "v1.0" | "beta";

/** Who sends the request. */
export interface Caller {
  /** Object id of the caller's service principal. */
  readonly id: string;
  readonly roles: readonly string[];
}

/** What the routes of Graph work on. */
export interface GraphContext {
  readonly directory: Directory;
  readonly tokens: AccessTokens;
  /** The address of this stand-in's Graph, without a slash at its end. */
  readonly graphUrl: () => string;
  readonly pageSize: number;
  readonly switches: Readonly<EntraSwitches>;
  readonly throttle: Throttle;
  /** Keeps a secret that is handed out, for tests that look for it in outputs. */
  readonly noteSecret: (secret: string) => void;
}

/** What Graph's middleware leaves for the routes. */
export interface GraphEnvironment {
  Bindings: HttpBindings;
  Variables: {
    caller: Caller;
    version: GraphVersion;
    /** The id by which Microsoft's support finds a request. */
    requestId: string;
  };
}
