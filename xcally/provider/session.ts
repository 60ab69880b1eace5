import { readFileSync } from "node:fs";
import { z } from "zod";
import {
  createXcallyClient,
  type CloudProviderRecord,
  type Credentials,
  type MailAccountRecord,
  type XcallyClient,
} from "../client/index.ts";
import { contractOverridesSchema } from "../contract.ts";

/** Arguments of the provider instance, as `components/xcallyServer.ts` writes them; Pulumi passes strings only. */
const serverArguments = z.object({
  url: z.string(),
  previousUrl: z.string().optional(),
  authentication: z.enum(["apiKey", "basic", "login"]),
  apiKey: z.string().optional(),
  user: z.string().optional(),
  password: z.string().optional(),
  caFile: z.string().optional(),
  contract: z.string().optional(),
});

/** What the resources share in one provider process: one server, one client. */
export interface Session {
  readonly url: string;
  /** The address this same server had before it moved; undefined when it did not. */
  readonly previousUrl: string | undefined;
  readonly client: XcallyClient;
  /** The Cloud Providers and mail accounts as they were when first asked for: one list for all the mailboxes of a run. */
  readonly existing: {
    cloudProviders(): Promise<readonly CloudProviderRecord[]>;
    mailAccounts(): Promise<readonly MailAccountRecord[]>;
  };
}

/**
 * Opens the session of a provider instance.
 *
 * Credentials in the environment win over those in the arguments: a plain `pulumi refresh` or `destroy` gets the arguments
 * that were saved in state, which may hold a key that has been replaced since.
 *
 * @param argument reads an argument of the provider instance by its name, such as `url`.
 * @throws Error when an argument or a credential is missing, naming it.
 */
export function openSession(
  argument: (name: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Session {
  const server = serverArguments.parse(
    Object.fromEntries(Object.keys(serverArguments.shape).map((name) => [name, argument(name)])),
  );
  const client = createXcallyClient({
    url: server.url,
    credentials: credentialsOf(server, environment),
    contract: contractOverridesSchema.parse(JSON.parse(server.contract ?? "{}")),
    ...(server.caFile === undefined ? {} : { ca: readFileSync(server.caFile, "utf8") }),
  });
  return {
    url: server.url,
    previousUrl: server.previousUrl,
    client,
    existing: {
      cloudProviders: once(() => client.cloudProviders.list()),
      mailAccounts: once(() => client.mailAccounts.list()),
    },
  };
}

/** Remembers the first success; concurrent calls share one attempt, a failure is forgotten. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    if (result === undefined) {
      result = work();
      result.catch(() => (result = undefined));
    }
    return result;
  };
}

function credentialsOf(
  server: z.infer<typeof serverArguments>,
  environment: Readonly<Record<string, string | undefined>>,
): Credentials {
  const need = (variable: string, saved: string | undefined): string => {
    const value = environment[variable] ?? saved;
    if (value === undefined || value === "")
      throw new Error(`No credentials for XCALLY at ${server.url}: set ${variable} in the environment.`);
    return value;
  };
  if (server.authentication === "apiKey") {
    return { kind: "apiKey", apiKey: need("XCALLY_API_KEY", server.apiKey) };
  }
  return {
    kind: server.authentication,
    user: need("XCALLY_USER", server.user),
    password: need("XCALLY_PASSWORD", server.password),
  };
}
