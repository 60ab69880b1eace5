import { readFileSync } from "node:fs";
import {
  createXcallyClient,
  once,
  type CloudProviderRecord,
  type MailAccountRecord,
  type XcallyClientOptions,
  type XcallyOperation,
} from "../client/index.ts";
import { contractOverridesSchema } from "../contract.ts";
import { credentialsOf, serverArguments, withCloud } from "./arguments.ts";
import type { ProofPolicy } from "../../entra/proofPolicy.ts";
import { readConnection } from "./connection.ts";
import { readProof, secretProof, type SecretProof } from "./secretProof.ts";

/** The server that a provider process works on. */
export interface Server {
  readonly url: string;
  /** The address this same server had before it moved; undefined when it did not. */
  readonly previousUrl: string | undefined;
  /** What the environment variables with its credentials begin with; undefined for `XCALLY`. */
  readonly variablePrefix: string | undefined;
}

/** What the resources share in one provider process: one server, one client. */
export interface Session extends Server {
  readonly proof: SecretProof;
  /** Begins an operation on one resource; its deadline starts now. */
  begin(): Operation;
}

/** Gives the session of a process, which is opened at the first call. */
export type SessionSource = () => Session | Promise<Session>;

/**
 * What this process has done; a process serves one run of the engine. The engine makes the new before it deletes the old, and
 * both may be one and the same record.
 */
export interface ThisRun {
  /** Ids of the Cloud Providers that were made or taken over. */
  readonly cloudProviders: Set<string>;
  /** The mail accounts that were linked, by id, with the mailbox that each was linked for. */
  readonly mailAccounts: Map<string, string>;
}

/** What one operation on a resource works with. */
export interface Operation extends Server, XcallyOperation {
  readonly thisRun: ThisRun;
  /** The Cloud Providers and mail accounts as they were when first asked for: one list for all the mailboxes of a run. */
  readonly existing: {
    cloudProviders(): Promise<readonly CloudProviderRecord[]>;
    mailAccounts(): Promise<readonly MailAccountRecord[]>;
    /** Has the lists read again, after a failure that may have left something behind. */
    forget(): void;
  };
}

/** Options that no argument sets, for tests. */
export interface SessionOverrides extends Partial<XcallyClientOptions> {
  readonly proof?: Partial<ProofPolicy>;
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
  { proof, ...overrides }: SessionOverrides = {},
): Session {
  const server = serverArguments.parse(
    Object.fromEntries(Object.keys(serverArguments.shape).map((name) => [name, argument(name)])),
  );
  const { url, previousUrl, variablePrefix } = server;
  const client = createXcallyClient({
    url,
    credentials: credentialsOf(server, environment),
    contract: contractOverridesSchema.parse(JSON.parse(server.contract ?? "{}")),
    ...(server.caFile === undefined ? {} : { ca: readFileSync(server.caFile, "utf8") }),
    ...readConnection(server.connection),
    ...overrides,
  });
  const readLists = () => ({
    cloudProviders: once((operation: XcallyOperation) => operation.cloudProviders.list()),
    mailAccounts: once((operation: XcallyOperation) => operation.mailAccounts.list()),
  });
  let lists = readLists();
  const policy = readProof(server.proof);
  const thisRun: ThisRun = { cloudProviders: new Set(), mailAccounts: new Map() };
  return {
    url,
    previousUrl,
    variablePrefix,
    proof: secretProof(
      policy === undefined ? undefined : { ...proof, ...policy },
      withCloud(server, environment),
    ),
    begin: () => {
      const operation = client.begin();
      const existing = {
        cloudProviders: () => lists.cloudProviders(operation),
        mailAccounts: () => lists.mailAccounts(operation),
        forget: () => {
          lists = readLists();
        },
      };
      return { url, previousUrl, variablePrefix, thisRun, existing, ...operation };
    },
  };
}
