import { z } from "zod";
import type { AuthenticationKind } from "./options.ts";
import type { Origin, Report } from "./settingsError.ts";
import { projectName } from "./stackFields.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/**
 * How to sign in to XCALLY, with the values that the configuration holds. Values of the environment are not here:
 * what the program hands to Pulumi ends up in state, so the process that calls XCALLY reads them itself, and they
 * win over these. A field that is left out is in the environment.
 */
export type Authentication =
  | { readonly kind: "apiKey"; readonly apiKey?: string }
  | { readonly kind: "basic" | "login"; readonly user?: string; readonly password?: string };

/** Environment variables that win over the configuration, by the configuration's key. */
export const credentialVariables = {
  xcallyApiKey: "XCALLY_API_KEY",
  xcallyUser: "XCALLY_USER",
  xcallyPassword: "XCALLY_PASSWORD",
} as const;

type CredentialKey = keyof typeof credentialVariables;

/** Values of the configuration by their key, where they are set. */
export type Credentials = Readonly<Partial<Record<CredentialKey, string | undefined>>>;

/** The process's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

const needed: Readonly<Record<AuthenticationKind, readonly CredentialKey[]>> = {
  apiKey: ["xcallyApiKey"],
  basic: ["xcallyUser", "xcallyPassword"],
  login: ["xcallyUser", "xcallyPassword"],
};
const keys = Object.keys(credentialVariables) as readonly CredentialKey[];

/** Checks that exactly the credentials of `kind` are there, in the environment or in the configuration. */
export function readAuthentication(
  kind: AuthenticationKind,
  configured: Credentials,
  environment: Environment,
  report: Report,
  origin: Origin,
): Authentication {
  for (const key of needed[kind]) {
    const variable = credentialVariables[key];
    if (environment[variable] === undefined && configured[key] === undefined) {
      const message = `This is missing. Set the environment variable ${variable} or ${toSet(key, origin)}.`;
      report({ path: key, message });
    }
    checkCredential(key, kind, configured[key], environment, report);
  }
  for (const key of keys) {
    if (configured[key] === undefined || needed[kind].includes(key)) continue;
    const other = key === "xcallyApiKey" ? "apiKey" : "basic or login";
    report({
      path: key,
      message: `This is not used with xcallyAuthentication ${kind}. Remove it or set xcallyAuthentication to ${other}.`,
    });
  }
  const { xcallyApiKey: apiKey, xcallyUser: user, xcallyPassword: password } = configured;
  return kind === "apiKey"
    ? { kind, ...withoutUndefined({ apiKey }) }
    : { kind, ...withoutUndefined({ user, password }) };
}

function toSet(key: CredentialKey, origin: Origin): string {
  if (origin === "site") return `set ${key} in the settings of the site`;
  return `run pulumi config set ${key === "xcallyUser" ? "" : "--secret "}${key}`;
}

function checkCredential(
  key: CredentialKey,
  kind: AuthenticationKind,
  configured: string | undefined,
  environment: Environment,
  report: Report,
): void {
  const variable = credentialVariables[key];
  const values = [
    [variable, environment[variable]],
    [key, configured],
  ] as const;
  if (configured !== undefined && key !== "xcallyUser" && isPlain(key, environment)) {
    report({
      path: key,
      message: `This is stored in plain text. Run pulumi config set --secret ${key}, and replace it if the file was shared.`,
    });
  }
  for (const [path, value] of values) {
    const problem = value === undefined ? undefined : credentialProblem(key, kind, value);
    if (problem !== undefined) report({ path, message: problem });
  }
}

/** The variable in which Pulumi tells the program which keys of the configuration are secret, as a JSON list. */
const secretKeysVariable = "PULUMI_CONFIG_SECRET_KEYS";

/** Whether Pulumi says that the key is not a secret; where it says nothing, nothing is known. */
function isPlain(key: CredentialKey, environment: Environment): boolean {
  const secretKeys = environment[secretKeysVariable];
  return (
    secretKeys !== undefined &&
    !z.array(z.string()).parse(JSON.parse(secretKeys)).includes(`${projectName}:${key}`)
  );
}

function credentialProblem(key: CredentialKey, kind: AuthenticationKind, value: string): string | undefined {
  if (value === "") return "The value is empty. Give it a value or remove it.";
  if (/\p{Cc}/u.test(value)) return "The value holds a line break or control character. Remove it.";
  if (key === "xcallyApiKey" && !/^[!-~]+$/.test(value)) {
    return "The value holds blanks or letters outside ASCII, which no API key has. Copy it from XCALLY again.";
  }
  if (key === "xcallyUser" && kind === "basic" && value.includes(":")) {
    return "The value holds a colon, which HTTP Basic takes for the end of the name. Use the kind login.";
  }
  return undefined;
}
