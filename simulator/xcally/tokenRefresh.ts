import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { CloudProvider } from "./entities.ts";
import type { State } from "./state.ts";

/** A token request of XCALLY's that got no token. Nothing of the secret is kept. */
export interface RefusedRefresh {
  /** When, by the stand-in's clock. */
  readonly at: Date;
  readonly cloudProviderId: number;
  /** The status of the answer. */
  readonly status: number;
  /** The number after `AADSTS`; undefined where the answer had none, such as one to a request too many. */
  readonly code: number | undefined;
}

/** What XCALLY does with its Cloud Providers all day: it gets tokens with their secrets, to fetch and send mail. */
export interface TokenRefresh {
  /** How many tokens were asked for so far. */
  readonly requests: number;
  /** Every refusal so far, in the order of the answers. */
  readonly refusals: readonly RefusedRefresh[];
  /** Asks once for a token for each Cloud Provider that a mail account signs in with; the refusals among the answers. */
  refreshTokens(): Promise<readonly RefusedRefresh[]>;
  /**
   * Does so again and again, which shows a secret that is refused for a moment only. It stops with the function that is answered, after
   * one more round; that rejects where the token endpoint could not be reached meanwhile.
   *
   * @param everyMs milliseconds of real time from the end of a round to the next one.
   */
  keepRefreshing(everyMs: number): () => Promise<void>;
  /** Forgets what was so far. */
  clear(): void;
}

/** What {@link createTokenRefresh} works on. */
export interface TokenRefreshOptions {
  /** The database at this moment. */
  readonly state: () => State;
  /** Address of the sign-in, without path and read anew each time: `http://localhost:9081`. */
  readonly loginUrl: () => string;
  /** Address of what the tokens are for, read anew each time. */
  readonly resource: () => string;
  readonly now: () => Date;
}

const refusal = z.object({ error_codes: z.array(z.number()).min(1) });

/**
 * Makes XCALLY ask for tokens. The real one redeems refresh tokens of the people who signed in, for which it shows the same secret; here
 * it asks for itself (client credentials), so nobody has to sign in.
 */
export function createTokenRefresh({ state, loginUrl, resource, now }: TokenRefreshOptions): TokenRefresh {
  const refusals: RefusedRefresh[] = [];
  let requests = 0;

  const refresh = async (provider: CloudProvider): Promise<readonly RefusedRefresh[]> => {
    requests += 1;
    const response = await fetch(
      `${loginUrl()}/${encodeURIComponent(provider.tenantId ?? "")}/oauth2/v2.0/token`,
      {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: provider.clientId ?? "",
          client_secret: provider.clientSecret ?? "",
          scope: `${resource()}/.default`,
        }),
      },
    );
    const text = await response.text();
    if (response.status === 200) return [];
    const code = refusalCode(text);
    const refused = { at: now(), cloudProviderId: provider.id, status: response.status, code };
    refusals.push(refused);
    return [refused];
  };
  const refreshTokens = async () => (await Promise.all(inUse(state()).map(refresh))).flat();

  return {
    get requests() {
      return requests;
    },
    refusals,
    refreshTokens,
    keepRefreshing(everyMs) {
      const stop = new AbortController();
      const rounds = (async () => {
        while (!stop.signal.aborted) {
          await refreshTokens();
          // Ended by the signal: the round after it is the last one.
          await wait(everyMs, undefined, { signal: stop.signal }).catch(() => undefined);
        }
        await refreshTokens();
      })();
      // Told when it is stopped, not as a rejection that nobody awaits.
      rounds.catch(() => undefined);
      return () => {
        stop.abort();
        return rounds;
      };
    },
    clear() {
      refusals.length = 0;
      requests = 0;
    },
  };
}

/** Cloud Providers that a mail account signs in with. */
function inUse({ cloudProviders, mailAccounts }: State): readonly CloudProvider[] {
  const ids = new Set(mailAccounts.list().map(({ cloudProviderId }) => cloudProviderId));
  return cloudProviders.list().filter(({ id }) => ids.has(id));
}

function refusalCode(text: string): number | undefined {
  try {
    return refusal.parse(JSON.parse(text)).error_codes[0];
  } catch {
    return undefined;
  }
}
