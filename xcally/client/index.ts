import { resolveContract, type ContractOverrides } from "../contract.ts";
import { authenticate, type Credentials } from "./authentication.ts";
import { cloudProviders, type CloudProviders } from "./cloudProviders.ts";
import { realClock, startDeadline, type Clock } from "./deadline.ts";
import type { DispatcherOptions } from "./dispatcher.ts";
import { fieldNames, type FieldNames, type ListName } from "./fieldNames.ts";
import { createTransport } from "./http.ts";
import { withLimits, type RequestLimits } from "./limits.ts";
import { mailAccounts, type MailAccounts } from "./mailAccounts.ts";
import { readUntil } from "./readUntil.ts";
import { withRetries } from "./retry.ts";
import { defaultRetryPolicy, failFastPolicy, type RetryPolicy } from "./retryPolicy.ts";
import type { ApiRequest } from "./transport.ts";

export { adviceFor } from "./advice.ts";
export type { Credentials } from "./authentication.ts";
export type { CloudProviders } from "./cloudProviders.ts";
export type { CloudProviderFields, CloudProviderRecord } from "./cloudProviderWire.ts";
export { XcallyError } from "./errors.ts";
export type { MailAccountRecord, MailAccounts } from "./mailAccounts.ts";
export { once } from "./once.ts";

/** What the client needs to know of one XCALLY server. */
export interface XcallyClientOptions extends DispatcherOptions, Partial<RequestLimits> {
  /** The server's address, such as `https://motion.contoso.com`, without a slash at its end. */
  readonly url: string;
  readonly credentials: Credentials;
  /** Where this server differs from what the contract assumes. */
  readonly contract?: ContractOverrides;
  /** Seconds that one operation may take, all its requests and repeats together. Defaults to 60. */
  readonly deadlineSeconds?: number;
  /** Send nothing twice and read nothing twice. Defaults to false. */
  readonly failFast?: boolean;
  /** When failed requests are sent again. Defaults to `defaultRetryPolicy`. */
  readonly retryPolicy?: RetryPolicy;
  /** Milliseconds that the server may take to show what was written. Defaults to 10,000. */
  readonly readBack?: number;
  /** Defaults to the machine's. */
  readonly clock?: Clock;
}

/** Milliseconds that a request may wait for its answer where the deadline does not say less. */
const longestAnswer = 30_000;

/** A client of one XCALLY server's REST API. All its operations share the limits, the connections and a login. */
export interface XcallyClient {
  /** Begins an operation, whose deadline starts now. */
  readonly begin: () => XcallyOperation;
}

/** What one operation works with; every method ends by its deadline. */
export interface XcallyOperation {
  readonly cloudProviders: CloudProviders;
  readonly mailAccounts: MailAccounts;
  /** What fields the rows of a list have, for a comparison with the contract. */
  readonly fieldNames: (list: ListName) => Promise<FieldNames>;
  /** Reads until what is read is accepted, or time is up; gives what was read last. */
  readonly readUntil: <T>(read: () => Promise<T>, isAccepted: (value: T) => boolean) => Promise<T>;
}

/** Makes a client; nothing is sent before the first call of a method. */
export function createXcallyClient(options: XcallyClientOptions): XcallyClient {
  const {
    clock = realClock,
    deadlineSeconds = 60,
    failFast = false,
    maxInFlight = 8,
    maxPerSecond = 20,
  } = options;
  const policy = failFast ? failFastPolicy : (options.retryPolicy ?? defaultRetryPolicy);
  const patience = { readBack: failFast ? 0 : (options.readBack ?? 10_000), policy, clock };
  const contract = resolveContract(options.contract ?? {});

  // At most half of an operation's time, so that a request that hangs is sent a second time.
  const answerTimeout = options.answerTimeout ?? Math.min(longestAnswer, deadlineSeconds * 500);
  const plain = createTransport(options.url, { ...options, answerTimeout });
  const limited = withLimits(plain, { maxInFlight, maxPerSecond }, clock);
  const transport = authenticate(withRetries(limited, policy, clock), options.credentials, contract);
  const cloudProvidersFor = cloudProviders(contract, patience);
  const mailAccountsFor = mailAccounts(contract);

  return {
    begin: () => {
      const deadline = startDeadline(deadlineSeconds, clock);
      const send = (request: ApiRequest) => transport(request, deadline);
      return {
        cloudProviders: cloudProvidersFor(send, deadline),
        mailAccounts: mailAccountsFor(send),
        fieldNames: (list) => fieldNames(send, contract, list),
        readUntil: (read, isAccepted) => readUntil(read, isAccepted, patience, deadline),
      };
    },
  };
}
