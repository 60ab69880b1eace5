import type { MailServer } from "../../simulator/mail/index.ts";
import type { Simulators } from "../../simulator/start.ts";
import type { ConnectedMailbox, ConnectOptions } from "../simulator/xcally/connectMailbox.ts";

/** Where a broken chain shows it. */
export type Place =
  "Entra ID's page" | "XCALLY's page" | "the token endpoint" | "IMAP" | "POP3" | "SMTP" | "nowhere";

/** What a row breaks and puts its hands on. */
export interface Chain extends Simulators {
  readonly mail: MailServer;
  readonly mailbox: ConnectedMailbox;
  /** Who should sign in for the mailbox. */
  readonly person: string;
  /** The moment by the clock of Entra ID and XCALLY. */
  now(): Date;
  /** Moves that clock. */
  passDays(days: number): void;
}

/**
 * What the doctor says of a broken link before the chain meets it: every line that is neither PASS nor SKIP, with the names of
 * `doctorSays.ts` in the place of what differs from run to run.
 */
export type Beforehand =
  | { readonly says: Lines }
  /** It says so only where it is given a token of who has signed in, and nothing without one. */
  | { readonly saysWithToken: Lines }
  /** It says nothing at all, and why it cannot know. */
  | {
      readonly cannotKnow: string;
      /** Whether it is given a token too, which does not help. Defaults to false. */
      readonly evenWithToken?: boolean;
    };

/** One line at least. */
type Lines = readonly [string, ...string[]];

/** A link of the chain that is broken, where that shows, and whether the doctor sees it coming. */
export interface BrokenLink {
  /** What is broken. */
  readonly link: string;
  /** Which mailbox; `info` is a shared one that agent has the rights on. Defaults to support. */
  readonly of?: "support" | "info";
  readonly connect?: ConnectOptions;
  /** What the stack's configuration has that differs from the usual, such as the mistake itself. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** The same of the mailbox in it. */
  readonly mailboxConfig?: Readonly<Record<string, unknown>>;
  /** Who signs in, by the name that is entered. Defaults to who should. */
  readonly signsIn?: string;
  /** Breaks the link before anybody signs in. */
  readonly before?: (chain: Chain) => unknown;
  /** Breaks it after the sign-in, when mail flows already. */
  readonly after?: (chain: Chain) => unknown;
  readonly at: Place;
  /** The code there, as the server writes it. */
  readonly code: string;
  readonly doctor: Beforehand;
}
