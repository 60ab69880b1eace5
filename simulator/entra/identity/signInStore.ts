import { randomBytes } from "node:crypto";
import type { RedirectUriKind } from "../graph/rules/redirectUris.ts";
import type { Directory } from "../state/directory.ts";
import type { User } from "../state/entities.ts";

/** Who signed in, how and when. */
export interface SignedIn {
  readonly user: User;
  /** `pwd`, and `mfa` after a second factor. */
  readonly methods: readonly string[];
  readonly at: Date;
  /** How often the person's sessions had been revoked by then. */
  readonly sessionsRevoked: number;
}

/** What a sign-in leaves to a client. */
export interface Redeemable {
  readonly clientId: string;
  readonly signedIn: SignedIn;
  /** The scopes asked for at first, which count where a later request names none. */
  readonly scope: string;
  readonly issuedAt: Date;
  /** Which kind of client the redirect URI was registered for. */
  readonly kind: RedirectUriKind;
}

/** An authorization code. */
export interface AuthorizationCode extends Redeemable {
  readonly redirectUri: string;
  readonly nonce: string | undefined;
  readonly codeChallenge: { readonly value: string; readonly method: "plain" | "S256" } | undefined;
  isRedeemed: boolean;
}

/** Everything between a person's first click and the last refresh, by the text that a client or a browser holds. */
export class SignInStore {
  readonly codes = new Map<string, AuthorizationCode>();
  readonly refreshTokens = new Map<string, Redeemable>();
  /** What browsers' cookies stand for. */
  readonly sessions = new Map<string, SignedIn>();

  /** Keeps something under a new text that nobody can guess, which starts like the real ones. */
  keep<Item>(place: Map<string, Item>, item: Item): string {
    const key = `1.A${randomBytes(48).toString("base64url")}`;
    place.set(key, item);
    return key;
  }

  clear(): void {
    for (const place of [this.codes, this.refreshTokens, this.sessions]) place.clear();
  }
}

/** Whether the person's sessions were revoked after this sign-in. */
export function isRevoked(directory: Directory, { user, sessionsRevoked }: SignedIn): boolean {
  return directory.accounts.get(user.id)?.sessionsRevoked !== sessionsRevoked;
}
