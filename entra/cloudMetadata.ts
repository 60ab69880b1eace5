import { z } from "zod";
import { isLoopback } from "../network/loopback.ts";
import type { Cloud } from "./cloud.ts";
import type { Environment } from "./environment.ts";
import { createDispatcher } from "./dispatcher.ts";
import { exchange } from "./http.ts";
import { parseJson } from "./json.ts";

const otherHost =
  "set ARM_METADATA_HOSTNAME to a host that describes its cloud, or remove it and name the cloud in ARM_ENVIRONMENT";
const trust = "name the authority that signed its certificate in SSL_CERT_FILE";

/** Milliseconds until the host must have answered. */
const timeoutMs = 30_000;

const address = z
  .url({ protocol: /^https?$/, error: "no web address" })
  .refine((text) => text.startsWith("https:") || isLoopback(URL.parse(text)?.hostname ?? ""), "not https")
  .transform((text) => text.replace(/\/+$/, ""));

/** Of a cloud's description what is used here. */
const metadataSchema = z.object({
  microsoftGraphResourceId: address,
  authentication: z.object({ loginEndpoint: address }),
});

/**
 * Asks a host what cloud it belongs to: `GET https://{host}/metadata/endpoints`, as Azure Resource Manager serves it.
 * An address that is plain http is taken for loopback only: the client secret is sent there.
 *
 * @param host a name with or without a port, such as `management.azure.com`.
 * @param environment for the certificates to trust and the proxy; see {@link createDispatcher}.
 * @throws Error One sentence that names the host and says what is wrong.
 */
export async function readCloudMetadata(host: string, environment: Environment): Promise<Cloud> {
  if (!isHost(host)) {
    throw new Error(
      `ARM_METADATA_HOSTNAME is "${host}", but must be a host name and nothing else, such as management.azure.com.`,
    );
  }
  const url = `https://${host}/metadata/endpoints`;
  const fail = (reason: string, advice = otherHost): Error =>
    new Error(`Could not learn from ${url} which cloud is in use: ${reason}; ${advice}.`);

  const dispatcher = createDispatcher(url, environment);
  try {
    const answer = await exchange(`${url}?api-version=2022-09-01`, { method: "GET", dispatcher, timeoutMs });
    if (answer.kind === "failure") throw fail(answer.reason, answer.untrusted ? trust : otherHost);
    if (answer.status !== 200) throw fail(`it answered ${answer.status}`);
    const metadata = metadataSchema.safeParse(parseJson(answer.text));
    if (!metadata.success) throw fail(describe(metadata.error));
    const { microsoftGraphResourceId: graphUrl, authentication } = metadata.data;
    return { loginUrl: authentication.loginEndpoint, graphUrl };
  } finally {
    await dispatcher.close();
  }
}

/** The host as a URL would keep it: no scheme, path or credentials around it. */
function isHost(text: string): boolean {
  const url = URL.parse(`https://${text}`);
  return url !== null && [url.host, `${url.host}:443`].includes(text.toLowerCase());
}

function describe({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.join(".") ?? "";
  if (path === "") return "what came is no description of a cloud";
  return `${path} of the description is ${issue?.code === "invalid_type" ? "missing" : (issue?.message ?? "wrong")}`;
}
