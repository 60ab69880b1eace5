import type { Faults } from "../shared/faults.ts";
import type { RecordedRequest, RequestListener } from "../shared/requestLog.ts";
import type { TokenRequestRecord } from "./identity/tokenRequests.ts";
import type { Account } from "./state/account.ts";
import type { Mailbox } from "./state/mailbox.ts";
import type { Deployer } from "./state/seed.ts";
import type { EntraState } from "./state/view.ts";
import type { EntraSwitches } from "./switches.ts";

/** A running stand-in of Entra ID and Microsoft Graph. */
export interface EntraSimulator {
  /** Origin of sign-in and Graph: `http://localhost:PORT`. Graph is below `/graph`. */
  readonly url: string;
  /** Host and port of the https listener with the cloud's metadata, for `ARM_METADATA_HOSTNAME`. */
  readonly metadataHost: string;
  /** File with the certificate (PEM) that clients of the https listener must trust. Removed by {@link close}. */
  readonly caFile: string;
  readonly tenantId: string;
  /** The identity that a deployment runs as. */
  readonly deployer: Deployer;
  /** Environment variables with which the azuread provider uses this stand-in as the deployer. */
  readonly environment: Readonly<Record<string, string>>;
  /** What exists now. */
  readonly state: EntraState;
  /** Where a mail server on this machine asks whether to take a token; the real Entra ID has no such endpoint. */
  readonly introspectionUrl: string;
  /**
   * What holds for one person; may be changed at any time, and is as at the start after a {@link reset}.
   *
   * @throws Error when the directory has no such user.
   */
  readonly account: (userPrincipalName: string) => Account;
  /**
   * A mailbox with the rights on it, by its address; may be changed at any time, and is as at the start after a {@link reset}.
   *
   * @throws Error when there is no such mailbox.
   */
  readonly mailbox: (address: string) => Mailbox;
  /** May be changed at any time. */
  readonly switches: EntraSwitches;
  /** Every secret handed out since the start or the last reset, the deployer's first. */
  readonly issuedSecrets: readonly string[];
  readonly requests: readonly RecordedRequest[];
  /** What the token endpoint was asked and how it answered, in that order; without requests that a fault answered. */
  readonly tokenRequests: readonly TokenRequestRecord[];
  /** Requests that the stand-in does not serve; a test that leaves any should fail. */
  readonly unexpectedRequests: readonly RecordedRequest[];
  readonly faults: Faults;
  /** Tells a listener of every request, in the moments that it names; the answer ends that. */
  readonly onRequest: (listener: RequestListener) => () => void;
  /** Goes back to how it was at the start: same ids, same deployer's secret, same switches, no faults, no requests recorded. */
  reset(): void;
  close(): Promise<void>;
}
