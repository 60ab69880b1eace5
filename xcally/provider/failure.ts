import { adviceFor } from "../client/advice.ts";
import { XcallyError } from "../client/errors.ts";
import type { Operation, Server, Session, SessionSource } from "./session.ts";

/**
 * The error of a whole operation: what could not be done, for which mailbox, why, and what to do.
 * It has no stack: the launcher prints one to the user, who has no use for it.
 */
export class OperationError extends Error {
  override readonly name = "OperationError";

  constructor(message: string) {
    super(message);
    this.stack = "";
  }
}

/**
 * Turns whatever went wrong into an OperationError.
 *
 * @param operation such as `create the Cloud Provider`.
 * @param mailbox the mailbox as people know it, `support (support@contoso.com)`.
 * @param error what was thrown.
 * @param server the server that it happened on, where there is one.
 */
export function failure(
  operation: string,
  mailbox: string,
  error: unknown,
  server?: Pick<Server, "variablePrefix">,
): OperationError {
  if (error instanceof OperationError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const whatToDo = error instanceof XcallyError ? adviceFor(error, server?.variablePrefix) : "";
  return new OperationError(`Could not ${operation} of mailbox ${mailbox}: ${sentences(reason, whatToDo)}`);
}

/**
 * Runs `work`, all of whose requests must end by one deadline; whatever it throws becomes the failure of `operation`.
 *
 * @param session the session of this process.
 * @param first what must be done before, whose time the deadline does not count. Defaults to nothing.
 */
export async function attempt<T>(
  session: SessionSource,
  operation: string,
  mailbox: string,
  work: (xcally: Operation) => Promise<T>,
  first: () => Promise<void> = () => Promise.resolve(),
): Promise<T> {
  let opened: Session | undefined;
  try {
    await first();
    opened = await session();
    return await work(opened.begin());
  } catch (error) {
    throw failure(operation, mailbox, error, opened);
  }
}

/**
 * A resource that exists on the server but is not as it should be. Pulumi records it with its id, so that nothing is lost,
 * shows the reason, and calls `update` on the next `pulumi up`.
 */
export class IncompleteResource extends OperationError {
  readonly id: string;
  readonly properties: object;
  readonly reasons: readonly string[];

  /**
   * @param id id of the record on the server.
   * @param properties outputs to record; they must hold every input.
   * @param reason a whole sentence that names the mailbox.
   */
  constructor(id: string, properties: object, reason: string) {
    super(reason);
    this.id = id;
    this.properties = properties;
    this.reasons = [reason];
  }
}

function sentences(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== "")
    .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
    .join(" ");
}
