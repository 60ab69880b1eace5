import type { LineConnection } from "./lineConnection.ts";

/** What is said in one protocol. Every method rejects with an Error in words where the server says what the protocol does not have. */
export interface Dialogue {
  /** Whether the connection begins with TLS. */
  readonly secure: boolean;
  /** Waits for the greeting, goes on with TLS where it does not stand yet, and answers the ways to sign in that are offered. */
  mechanisms(connection: LineConnection): Promise<readonly string[]>;
  /**
   * Signs in by XOAUTH2, opens the mailbox where the protocol reads one, and changes nothing.
   *
   * @param response what XOAUTH2 sends, in Base64.
   * @returns the server's refusal; undefined where it took the sign-in.
   */
  signIn(connection: LineConnection, response: string): Promise<string | undefined>;
  /** Says goodbye. */
  readonly farewell: string;
}

/** What a client sends by XOAUTH2 (https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth). */
export function xoauth2(user: string, token: string): string {
  return Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString("base64");
}

/** An answer that the protocol does not have. */
export function notOf(protocol: string, line: string): Error {
  return new Error(`what answers does not speak ${protocol}: ${line.slice(0, 80)}`);
}
