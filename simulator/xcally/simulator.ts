import type { Faults } from "../shared/faults.ts";
import type { RecordedRequest, RequestListener } from "../shared/requestLog.ts";
import type { MailClient } from "./mail/client.ts";
import type { Office365 } from "./office365.ts";
import type { SeenLoad } from "./requestLimits.ts";
import type { SeedAccount, SeedCloudProvider, State } from "./state.ts";
import type { Switches } from "./switches.ts";
import type { User } from "./users.ts";

/** How a stand-in starts. Everything is optional. */
export interface XcallyOptions {
  /** Defaults to a free port. */
  readonly port?: number;
  /** Serve https with a certificate of the stand-in's own authority (`caFile`). Defaults to plain http. */
  readonly tls?: boolean;
  /** Defaults to `defaultAccounts`: five accounts, three of them at Office 365. */
  readonly accounts?: readonly SeedAccount[];
  /** Defaults to none. Accounts may refer to them: the first has the id 1. */
  readonly cloudProviders?: readonly SeedCloudProvider[];
  /** Defaults to `defaultSwitches`. */
  readonly switches?: Partial<Switches>;
  /** The server's clock. Defaults to the machine's. */
  readonly now?: () => Date;
  /** Signs API keys: the same key makes the same API keys at every start. Defaults to a random one. */
  readonly signingKey?: string;
  /** Where people sign in and where mail is, read anew each time. Defaults to nowhere: then nobody can sign in. */
  readonly office365?: () => Office365 | undefined;
}

/** A running stand-in of XCALLY's REST API. */
export interface XcallySimulator {
  /** Without a path: the API is below `/api`. */
  readonly url: string;
  /** A PEM file with the certificate authority to trust, or undefined where the server speaks http. */
  readonly caFile: string | undefined;
  /** The admin's current API key: a JWT that ends in the year 9999. */
  readonly apiKey: string;
  /** The admin's name. */
  readonly user: string;
  /** The admin's password. */
  readonly password: string;
  /** Someone who may sign in, but not use the sections that this project needs. */
  readonly plainUser: User;
  /** XCALLY as a mail client, for accounts whose Cloud Provider somebody has signed in for. */
  readonly mail: MailClient;
  /** Where an admin's browser begins the sign-in for a Cloud Provider; it is asked for user and password of XCALLY first. */
  authenticateUrl(cloudProviderId: number): string;
  /** May be changed at any time. */
  readonly switches: Switches;
  /** The database, to be read, and changed as a person does in XCALLY's pages. */
  readonly state: State;
  /** Every value that a request wrote into a secret field, whether or not it was stored. */
  readonly receivedSecrets: readonly string[];
  readonly requests: readonly RecordedRequest[];
  /** Requests for the API that no route serves. */
  readonly unexpectedRequests: readonly RecordedRequest[];
  /** How much was asked of the server, whether or not it sets a limit. */
  readonly seenLoad: Readonly<SeenLoad>;
  readonly faults: Faults;
  /** Tells a listener of every request, in the moments that it names; the answer ends that. */
  readonly onRequest: (listener: RequestListener) => () => void;
  /** Gives the admin a new API key, as in "Api Key Manager"; the old one is refused from then on. */
  replaceApiKey(): Promise<string>;
  /** Stops the server as for an update of it: connections are cut, new ones refused; its database stays. */
  stop(): Promise<void>;
  /** Starts the server again at the same address. Nothing where it runs. */
  start(): Promise<void>;
  /** Puts everything back to how it was at the start, but for a server that was stopped. */
  reset(): void;
  close(): Promise<void>;
}
