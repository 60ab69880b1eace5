import { randomUUID } from "node:crypto";
import type { RedirectUriKind } from "../graph/rules/redirectUris.ts";
import type { AskedScopes } from "../identity/delegatedScopes.ts";
import type { Client } from "../identity/findClient.ts";
import type { IdentityContext } from "../identity/identityContext.ts";
import type { AuthorizationCode, SignedIn } from "../identity/signInStore.ts";

/** Who asks, and where the browser goes back to with every answer. */
export interface FlowTarget {
  /** A sign-in that ends in a code, or an administrator's consent for everyone. */
  readonly purpose: "code" | "adminConsent";
  readonly client: Client;
  readonly redirect: { readonly uri: string; readonly kind: RedirectUriKind };
  readonly state: string | undefined;
}

/** Everything that a client asks for when it sends a browser here. */
export interface FlowRequest extends FlowTarget {
  readonly asked: AskedScopes;
  /** `login`, `none`, `consent`, `select_account`; none of them by default. */
  readonly prompts: ReadonlySet<string>;
  /** The user principal name that the form begins with. */
  readonly loginHint: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: AuthorizationCode["codeChallenge"];
}

/** One browser's way through the pages. */
export interface Flow {
  /** What the pages' forms carry as `ctx`. */
  readonly id: string;
  readonly request: FlowRequest;
  signedIn: SignedIn | undefined;
  /** Whether the person has accepted on the consent page. */
  hasConsented: boolean;
}

/** What the pages work on. */
export interface SignInContext {
  readonly identity: IdentityContext;
  /** Ways that have not ended yet. */
  readonly flows: Map<string, Flow>;
}

/** Begins a way through the pages. */
export function beginFlow({ flows }: SignInContext, request: FlowRequest): Flow {
  const flow: Flow = { id: randomUUID(), request, signedIn: undefined, hasConsented: false };
  flows.set(flow.id, flow);
  return flow;
}
