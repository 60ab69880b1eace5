import { z } from "zod";
import { explainCode } from "./aadsts.ts";
import { throttled, unavailable } from "./aadstsClient.ts";
import { federationCodes } from "./aadstsFederation.ts";
import { azureCliToken } from "./azureCli.ts";
import type { Cloud } from "./cloud.ts";
import type { Deployer } from "./deployer.ts";
import { createDispatcher } from "./dispatcher.ts";
import type { Environment } from "./environment.ts";
import { advice, type Explanation } from "./explanation.ts";
import { exchange, type HttpOutcome } from "./http.ts";
import { parseJson } from "./json.ts";
import { defaultRepeatPolicy, sendRepeatedly, startDeadline, type RepeatPolicy } from "./repeat.ts";
import { parseTokenError } from "./tokenError.ts";

/** Options of {@link graphToken}. */
export interface GraphTokenOptions {
  /** For the certificates to trust and the proxy, and for the Azure CLI. Defaults to `process.env`. */
  readonly environment?: Environment;
  /** What differs from `defaultRepeatPolicy`. */
  readonly policy?: Partial<RepeatPolicy>;
}

/** A deployer that is an application. */
type ApplicationDeployer = Extract<Deployer, { readonly clientId: string }>;

type Refusal = Pick<Explanation, "meaning" | "action" | "who"> & {
  /** What the message says in brackets. */
  readonly facts?: string;
};

const tokenBody = z.object({ access_token: z.string().min(1) });

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
    const read = readToken(outcome, loginUrl, proof);
    if (typeof read === "string") return read;
    const facts = read.facts === undefined ? "" : ` (${read.facts})`;
    throw new Error(
      `Could not sign in to tenant ${tenantId} as application ${clientId}: ${read.meaning}${facts}; ${advice(read)}.`,
    );
  } finally {
    await dispatcher.close();
  }
}

/** The token, or why there is none. */
function readToken(outcome: HttpOutcome, loginUrl: string, proof: string): string | Refusal {
  if (outcome.kind === "failure") {
    return {
      meaning: `${loginUrl} ${outcome.untrusted ? "shows a certificate that is not trusted" : "cannot be reached"}`,
      facts: outcome.reason,
      action: outcome.untrusted
        ? "name the authority that signed it, perhaps a proxy's, in SSL_CERT_FILE"
        : "check the network, and that a proxy, if one is needed, is named in HTTPS_PROXY",
      who: "deployer",
    };
  }
  const { status, text } = outcome;
  const body = tokenBody.safeParse(parseJson(text));
  if (status === 200 && body.success) return body.data.access_token;
  if (status === 429) return throttled;
  if (status >= 500 || status === 408) return unavailable;

  const { code, error, words } = parseTokenError(text, [proof]);
  if (code === undefined && error === undefined) {
    return {
      meaning: `what answers at ${loginUrl} is not Entra ID (status ${status})`,
      action: "check ARM_METADATA_HOSTNAME and ARM_ENVIRONMENT, and whether a proxy answers in its place",
      who: "deployer",
    };
  }
  if (code === undefined) return explainCode(code, words === "" ? (error ?? "") : words);
  const federation = federationCodes.find((row) => row.code === code);
  // Only the server's words name the issuer or the subject that the token has.
  if (federation) return { ...federation, facts: `AADSTS${code}: ${words.replace(/\.$/, "")}` };
  return { ...explainCode(code, words), facts: `AADSTS${code}` };
}
