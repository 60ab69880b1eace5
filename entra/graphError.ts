import { z } from "zod";
import { advice } from "./explanation.ts";
import { explainPolicyCode } from "./graphPolicies.ts";
import type { HttpOutcome } from "./http.ts";
import { parseJson } from "./json.ts";

/** A request to Microsoft Graph, for messages. */
export interface GraphRequestName {
  readonly method: string;
  /** With the query, which no message shows. */
  readonly url: string;
}

/** What there is to say of a failure besides its request. */
interface Failure {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  /** What went wrong: a clause. */
  readonly reason: string;
  /** What to do: a clause that begins with a verb. */
  readonly action: string;
}

/** A request to Microsoft Graph that failed. The message is one sentence and holds neither a query nor a token. */
export class GraphError extends Error {
  override readonly name = "GraphError";
  /** The answer's status; undefined where there was none. */
  readonly status: number | undefined;
  /** Graph's own code, such as `Authorization_RequestDenied`; undefined where the answer is not Graph's. */
  readonly code: string | undefined;

  constructor({ method, url }: GraphRequestName, { status, code, reason, action }: Failure) {
    super(`${method} ${URL.parse(url)?.pathname ?? ""} failed: ${reason}; ${action}.`);
    this.status = status;
    this.code = code;
  }
}

const errorBody = z.object({ error: z.object({ code: z.string().min(1), message: z.string().default("") }) });

const later = "run the command again in a few minutes";
const wrongHost = "check ARM_METADATA_HOSTNAME and ARM_ENVIRONMENT, and whether a proxy answers in its place";

/** What a person needs instead of the permission, who signs in with the Azure CLI. */
const role = "a person, the role Cloud Application Administrator";

/** Puts an outcome that is no success into words. */
export function describeFailure(request: GraphRequestName, outcome: HttpOutcome, tries: number): GraphError {
  const origin = URL.parse(request.url)?.origin ?? "";
  const effort = tries === 1 ? "" : ` after ${tries} tries`;
  if (outcome.kind === "failure") {
    const trouble = outcome.untrusted ? "shows a certificate that is not trusted" : "cannot be reached";
    return new GraphError(request, {
      reason: `${origin} ${trouble}${effort} (${outcome.reason})`,
      action: outcome.untrusted
        ? "name the authority that signed it, perhaps a proxy's, in SSL_CERT_FILE"
        : "check the network, and that a proxy, if one is needed, is named in HTTPS_PROXY",
    });
  }
  const { status } = outcome;
  const body = errorBody.safeParse(parseJson(outcome.text));
  if (!body.success && status !== 429 && status < 500) {
    return new GraphError(request, {
      status,
      reason: `what answers at ${origin} is not Microsoft Graph (status ${status})`,
      action: wrongHost,
    });
  }
  const { code, message } = body.success ? body.data.error : { code: undefined, message: "" };
  const said = [code, firstSentence(message)].filter((part) => part).join(": ");
  const policy = explainPolicyCode(code);
  return new GraphError(request, {
    status,
    code,
    reason: `Microsoft Graph answered ${status}${effort}${said === "" ? "" : ` (${said})`}`,
    action: policy === undefined ? actionAfter(status, request) : advice(policy),
  });
}

/** An answer of Graph's that lacks what it should have. */
export function unexpectedAnswer(request: GraphRequestName, { issues: [issue] }: z.ZodError): GraphError {
  const path = issue?.path.join(".") ?? "";
  return new GraphError(request, {
    reason:
      path === ""
        ? `what answers at ${URL.parse(request.url)?.origin ?? ""} is not Microsoft Graph`
        : `${path} of the answer is missing or of another kind`,
    action: wrongHost,
  });
}

function actionAfter(status: number, { method, url }: GraphRequestName): string {
  if (status === 429 || status >= 500 || status === 408 || status === 424) return later;
  if (status === 401) return "sign in again, and check that the token is one of the cloud in use";
  if (status === 404) return "check that the object still exists in this tenant";
  if (status !== 403) return "run the command again, and report this if it stays";
  if (url.includes("oauth2PermissionGrants")) {
    return `give the deployer DelegatedPermissionGrant.ReadWrite.All on Microsoft Graph (${role})`;
  }
  return method === "GET"
    ? `give the deployer Application.ReadWrite.OwnedBy on Microsoft Graph (${role})`
    : `make the deployer an owner of the application, or give it Application.ReadWrite.All on Microsoft Graph (${role})`;
}

function firstSentence(text: string): string {
  const [sentence = ""] = text
    .replace(/\s+/g, " ")
    .trim()
    .split(/(?<=[.!?])\s/);
  return sentence.replace(/\.$/, "").slice(0, 200);
}
