import { readScopes } from "../identity/delegatedScopes.ts";
import { authorizeErrors } from "../identity/errors/authorizeErrors.ts";
import { consentErrors } from "../identity/errors/consentErrors.ts";
import { tokenErrors } from "../identity/errors/tokenError.ts";
import type { IdentityContext } from "../identity/identityContext.ts";
import { NotServed } from "./notServed.ts";
import type { FlowRequest, FlowTarget } from "./flow.ts";

const knownPrompts = ["login", "none", "consent", "select_account"];

/**
 * Reads what a client asks for at `/authorize`. Scopes of several APIs are allowed here, unlike at the token endpoint.
 *
 * @throws TokenError which goes back to the client; NotServed for flows other than the one with a code.
 */
export function readAuthorizeRequest(
  identity: IdentityContext,
  target: FlowTarget,
  query: URLSearchParams,
): FlowRequest {
  const responseType = required(query, "response_type");
  requireCode(target, responseType);
  const mode = query.get("response_mode") ?? "query";
  if (mode !== "query") throw new NotServed(`response_mode=${mode}`);
  const prompts = new Set((query.get("prompt") ?? "").split(" ").filter((word) => word !== ""));
  for (const prompt of prompts) {
    if (!knownPrompts.includes(prompt)) throw authorizeErrors.unknownPrompt(prompt);
  }
  return {
    ...readScopesOf(identity, target, query),
    prompts,
    loginHint: query.get("login_hint") ?? undefined,
    nonce: query.get("nonce") ?? undefined,
    codeChallenge: readCodeChallenge(query),
  };
}

/**
 * Reads what a client asks for at `/adminconsent`.
 *
 * @throws TokenError which goes back to the client.
 */
export function readAdminConsentRequest(
  identity: IdentityContext,
  target: FlowTarget,
  query: URLSearchParams,
): FlowRequest {
  return {
    ...readScopesOf(identity, target, query),
    prompts: new Set(),
    loginHint: undefined,
    nonce: undefined,
    codeChallenge: undefined,
  };
}

function readScopesOf(identity: IdentityContext, target: FlowTarget, query: URLSearchParams) {
  const asked = readScopes(identity.directory, required(query, "scope"), identity.graphUrl());
  for (const { unknown, principal } of asked.resources) {
    const { displayName } = target.client.application.settings;
    const [permission] = unknown;
    if (permission !== undefined) {
      throw consentErrors.unknownPermission(displayName, permission, principal.appId);
    }
  }
  return { ...target, asked };
}

function requireCode({ client }: FlowTarget, responseType: string): void {
  if (responseType === "code") return;
  const { implicitGrantSettings } = client.application.settings.web;
  const isEnabled =
    (responseType.includes("id_token") && implicitGrantSettings.enableIdTokenIssuance) ||
    (responseType === "token" && implicitGrantSettings.enableAccessTokenIssuance);
  if (isEnabled) throw new NotServed(`response_type=${responseType}`);
  throw authorizeErrors.responseTypeNotEnabled(responseType);
}

function readCodeChallenge(query: URLSearchParams): FlowRequest["codeChallenge"] {
  const value = query.get("code_challenge");
  if (value === null) return undefined;
  if (!/^[\w.~-]{43,128}$/.test(value)) throw authorizeErrors.malformedCodeChallenge();
  return { value, method: query.get("code_challenge_method") === "S256" ? "S256" : "plain" };
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (!value) throw tokenErrors.missingParameter(name);
  return value;
}
