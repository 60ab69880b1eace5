/**
 * Programs that work on stand-ins must not see another sign-in to Entra ID, Exchange Online or XCALLY that the shell may hold: the azuread
 * provider prefers some of those variables, such as ARM_CLIENT_CERTIFICATE_PATH or ARM_USE_OIDC, to a stand-in's client secret.
 */
const ofSignIns = /^(ARM|EXCHANGE|XCALLY)_/;

/**
 * The environment without those variables.
 *
 * @param environment defaults to `process.env`, which stays as it is.
 */
export function withoutSignIns(environment: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const kept = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined || ofSignIns.test(name) ? [] : [[name, value] as const],
  );
  return Object.fromEntries(kept);
}

/** The same for a shell that people use: a line of any POSIX shell, to stand before the exports of a stand-in. */
export const unsetSignIns = `for name in $(env | grep -oE '^(ARM|EXCHANGE|XCALLY)_[A-Z_]+'); do unset "$name"; done`;
