import type { Protocol } from "../../../entra/permissions.ts";
import type { Endpoint } from "../mailServers.ts";
import type { Dialogue } from "./dialogue.ts";
import { imap } from "./imap.ts";
import { connectTo, type LineConnection } from "./lineConnection.ts";
import { pop } from "./pop.ts";
import { smtp } from "./smtp.ts";

const dialogues: Readonly<Record<Protocol, Dialogue>> = { imap, pop, smtp };

/** Milliseconds that one connection may take, with all that is said. */
const timeoutMs = 15_000;

/** A mail server, and whom to trust. */
export interface Visit {
  readonly protocol: Protocol;
  readonly endpoint: Endpoint;
  /** PEM certificates to trust besides Node's own. */
  readonly ca: string | undefined;
}

/** The ways to sign in that a server offers, such as `XOAUTH2`. @throws Error in words: it cannot be reached, or is no such server. */
export function offeredBy(visit: Visit): Promise<readonly string[]> {
  return during(visit, (connection, dialogue) => dialogue.mechanisms(connection));
}

/** Signs in; the server's refusal, or undefined. @throws Error in words, as {@link offeredBy}. */
export function signInTo(visit: Visit, response: string): Promise<string | undefined> {
  return during(visit, async (connection, dialogue) => {
    await dialogue.mechanisms(connection);
    return dialogue.signIn(connection, response);
  });
}

async function during<T>(
  { protocol, endpoint, ca }: Visit,
  work: (connection: LineConnection, dialogue: Dialogue) => Promise<T>,
): Promise<T> {
  const dialogue = dialogues[protocol];
  const connection = await connectTo(endpoint, { ca, secure: dialogue.secure, timeoutMs });
  try {
    const result = await work(connection, dialogue);
    connection.write(dialogue.farewell);
    return result;
  } finally {
    connection.close();
  }
}
