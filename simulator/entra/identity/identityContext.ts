import type { Directory } from "../state/directory.ts";
import type { EntraSwitches } from "../switches.ts";
import type { AccessTokens } from "./accessTokens.ts";
import type { IssueIdToken } from "./idTokens.ts";
import type { SignInStore } from "./signInStore.ts";
import type { SigningKey } from "./signingKey.ts";

/** What sign-in and the token endpoint work on. */
export interface IdentityContext {
  readonly directory: Directory;
  readonly switches: Readonly<EntraSwitches>;
  readonly tokens: AccessTokens;
  readonly issueIdToken: IssueIdToken;
  readonly key: SigningKey;
  readonly store: SignInStore;
  /** The origin of sign-in. */
  readonly url: () => string;
  /** The address of this stand-in's Graph, without a slash at its end. */
  readonly graphUrl: () => string;
}
