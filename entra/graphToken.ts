import { federationCodes } from "./aadstsFederation.ts";
import { azureCliToken } from "./azureCli.ts";
import type { Cloud } from "./cloud.ts";
import type { Deployer } from "./deployer.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { Environment } from "./environment.ts";
import { advice } from "./explanation.ts";
import { exchange } from "./http.ts";
import { defaultRepeatPolicy, sendRepeatedly, startDeadline, type RepeatPolicy } from "./repeat.ts";
import { readTokenAnswer, type TokenFailure } from "./tokenEndpoint.ts";

/** Options of {@link graphToken}. */
export interface GraphTokenOptions {
  /** For the certificates to trust and the proxy, and for the Azure CLI. Defaults to `process.env`. */
  readonly environment?: Environment;
  /** What differs from `defaultRepeatPolicy`. */
  readonly policy?: Partial<RepeatPolicy>;
}

/** A deployer that is an application. */
type ApplicationDeployer = Extract<Deployer, { readonly clientId: string }>;

/**
 * Gets an access token for Microsoft Graph as the deployer.
 *
 * @throws Error One sentence: who could not sign in, why, what to do. It holds no secret and no token.
 */
export async function graphToken(
  deployer: Deployer,
  cloud: Cloud,
  { environment = process.env, policy = {} }: GraphTokenOptions = {},
): Promise<string> {
  switch (deployer.kind) {
    case "unsupported":
      throw new Error(deployer.how);
    case "azureCli":
      return azureCliToken({ tenantId: deployer.tenantId, resource: cloud.graphUrl, environment });
    case "secret":
    case "assertion":
      return redeem(deployer, cloud, environment, { ...defaultRepeatPolicy, ...policy });
  }
}

async function redeem(
  deployer: ApplicationDeployer,
  { loginUrl, graphUrl }: Cloud,
  environment: Environment,
  policy: RepeatPolicy,
): Promise<string> {
  const { tenantId, clientId } = deployer;
  const isSecret = deployer.kind === "secret";
  const proof = isSecret ? deployer.clientSecret : await deployer.assertion();
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    scope: `${graphUrl}/.default`,
    ...(isSecret
      ? { client_secret: proof }
      : {
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
          client_assertion: proof,
        }),
  });
  const url = `${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const dispatcher = createDispatcher(loginUrl, environment);
  try {
    const { outcome } = await sendRepeatedly(
      (timeoutMs) => exchange(url, { method: "POST", form, dispatcher, timeoutMs }),
      policy,
      startDeadline(policy.deadlineMs),
    );
    const answer = readTokenAnswer(outcome, loginUrl, proof);
    if ("token" in answer) return answer.token;
    throw new Error(
      `Could not sign in to tenant ${tenantId} as application ${clientId}: ${answer.meaning}${facts(answer)}; ${advice(answer)}.`,
    );
  } finally {
    await dispatcher.close();
  }
}

/** Entra ID's number for what is wrong, in brackets, and where only they name the issuer or the subject its words. */
function facts({ code, words }: TokenFailure): string {
  if (code === undefined) return "";
  const isFederation = federationCodes.some((row) => row.code === code);
  return isFederation ? ` (AADSTS${code}: ${words.replace(/\.$/, "")})` : ` (AADSTS${code})`;
}
