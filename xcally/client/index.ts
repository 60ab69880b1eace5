import { resolveContract, type ContractOverrides } from "../contract.ts";
import { authenticate, type Credentials } from "./authentication.ts";
import { cloudProviders, type CloudProviders } from "./cloudProviders.ts";
import { createSend } from "./http.ts";
import { mailAccounts, type MailAccounts } from "./mailAccounts.ts";

export type { Credentials } from "./authentication.ts";
export type { CloudProviderFields, CloudProviderRecord, CloudProviders } from "./cloudProviders.ts";
export { adviceFor, isNotFound, XcallyError } from "./errors.ts";
export type { MailAccountRecord, MailAccounts } from "./mailAccounts.ts";

/** What the client needs to know of one XCALLY server. */
export interface XcallyClientOptions {
  /** The server's address, such as `https://motion.contoso.com`, without a slash at its end. */
  readonly url: string;
  readonly credentials: Credentials;
  /** PEM certificates to trust besides the system's. */
  readonly ca?: string;
  /** Where this server differs from what the contract assumes. */
  readonly contract?: ContractOverrides;
}

/** A client of one XCALLY server's REST API. */
export interface XcallyClient {
  readonly cloudProviders: CloudProviders;
  readonly mailAccounts: MailAccounts;
}

/** Makes a client; nothing is sent before the first call of a method. */
export function createXcallyClient({
  url,
  credentials,
  ca,
  contract: overrides,
}: XcallyClientOptions): XcallyClient {
  const contract = resolveContract(overrides ?? {});
  const send = authenticate(createSend(url, ca), credentials, contract);
  return { cloudProviders: cloudProviders(send, contract), mailAccounts: mailAccounts(send, contract) };
}
