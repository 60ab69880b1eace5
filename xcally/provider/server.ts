import { OperationError } from "./failure.ts";
import type { Server } from "./session.ts";

/**
 * Refuses to touch a record that was made on another server than the one configured now.
 *
 * Pulumi itself does not notice: a changed address alone is an update of the provider instance, after which ids of the old
 * server would be looked up, changed and deleted on the new one.
 *
 * @param madeOn address of the server the record was made on.
 * @throws OperationError naming both addresses and the two ways out.
 */
export function requireSameServer(server: Server, madeOn: string, what: string, mailbox: string): void {
  if (madeOn === server.url || madeOn === server.previousUrl) return;
  throw new OperationError(
    `The ${what} of mailbox ${mailbox} was made on ${madeOn}, but xcallyUrl is now ${server.url}. ` +
      `If the same server has moved, set xcallyPreviousUrl to ${madeOn}; ` +
      `if it is another server, use a stack of its own for it, or put the old address back and destroy this one first.`,
  );
}
