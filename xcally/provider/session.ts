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
import { credentialsOf, serverArguments } from "./arguments.ts";
import { readConnection } from "./connection.ts";

/** The server that a provider process works on. */
export interface Server {
  readonly url: string;
  /** The address this same server had before it moved; undefined when it did not. */
  readonly previousUrl: string | undefined;
}

/** What the resources share in one provider process: one server, one client. */
export interface Session extends Server {
  /** Begins an operation on one resource; its deadline starts now. */
  begin(): Operation;
}

/** What one operation on a resource works with. */
export interface Operation extends Server, XcallyOperation {
  /** The Cloud Providers and mail accounts as they were when first asked for: one list for all the mailboxes of a run. */
  readonly existing: {
    cloudProviders(): Promise<readonly CloudProviderRecord[]>;
    mailAccounts(): Promise<readonly MailAccountRecord[]>;
    /** Has the lists read again, after a failure that may have left something behind. */
    forget(): void;
  };
}

/**
 * Opens the session of a provider instance.
 *
 * Credentials in the environment win over those in the arguments: a plain `pulumi refresh` or `destroy` gets the arguments
 * that were saved in state, which may hold a key that has been replaced since.
 *
 * @param argument reads an argument of the provider instance by its name, such as `url`.
 * @param overrides options of the client that no argument sets, for tests.
 * @throws Error when an argument or a credential is missing, naming it.
 */
export function openSession(
  argument: (name: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  overrides: Partial<XcallyClientOptions> = {},
): Session {
  const server = serverArguments.parse(
    Object.fromEntries(Object.keys(serverArguments.shape).map((name) => [name, argument(name)])),
  );
  const { url, previousUrl } = server;
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
  return {
    url,
    previousUrl,
    begin: () => {
      const operation = client.begin();
      const existing = {
        cloudProviders: () => lists.cloudProviders(operation),
        mailAccounts: () => lists.mailAccounts(operation),
        forget: () => {
          lists = readLists();
        },
      };
      return { url, previousUrl, existing, ...operation };
    },
  };
}
