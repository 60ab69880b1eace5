import type { Deadline } from "./deadline.ts";
import { XcallyError } from "./errors.ts";
import { readUntil, type Patience } from "./readUntil.ts";
import { backOff, effectOfPost, type Effect } from "./retryPolicy.ts";

/** How a record is made, looked for and removed. */
export interface CreateSteps<Row> {
  /** Sends the POST. */
  readonly create: () => Promise<Row>;
  /** Every record on the server, now, that carries the marker; the oldest first. */
  readonly find: () => Promise<readonly Row[]>;
  /** The same of records just made, where no more than those is asked for if the server can tell them apart. */
  readonly findCopies: () => Promise<readonly Row[]>;
  readonly remove: (row: Row) => Promise<void>;
}

/**
 * Makes a record once, whatever happens to the answers. A POST that may have been applied is never just sent again: the records
 * are looked through for the marker first, and what is found is taken over.
 *
 * No record may carry the marker before; all that are found later come from here. A POST that was thought lost and is applied
 * after its repeat leaves two, and so does one that a proxy sends twice: the newer ones are removed again.
 *
 * @throws XcallyError when it cannot be made; if it was made all the same, its marker finds it the next time.
 */
export async function createOnce<Row>(
  { create, find, findCopies, remove }: CreateSteps<Row>,
  patience: Patience,
  deadline: Deadline,
): Promise<Row> {
  const { policy, clock } = patience;
  let mayExist = false;
  for (let tries = 1; ; tries++) {
    const result = await outcome(create());
    mayExist ||= result.effect !== "made" && result.effect !== "none";
    if ("row" in result && policy.creates === 1) return result.row;
    if ("failure" in result && result.effect !== "made") {
      const delay = backOff(policy, tries);
      if (!mayExist || policy.creates === 1 || delay >= deadline.remaining()) throw result.failure;
      await clock.wait(delay);
    }
    // What was surely made is only slow to show.
    const rows =
      "failure" in result && result.effect === "made"
        ? await readUntil(find, ({ length }) => length > 0, patience, deadline)
        : await (mayExist ? find() : findCopies());
    const [oldest, ...newer] = rows;
    for (const row of newer) await remove(row);
    if (oldest !== undefined) return oldest;
    if ("row" in result) return result.row;
    if (result.effect !== "unclear" || tries === policy.creates) throw result.failure;
  }
}

type Outcome<Row> = { readonly effect: Effect } & ({ readonly row: Row } | { readonly failure: XcallyError });

async function outcome<Row>(work: Promise<Row>): Promise<Outcome<Row>> {
  try {
    return { effect: "made", row: await work };
  } catch (error) {
    if (error instanceof XcallyError) return { effect: effectOfPost(error), failure: error };
    throw error;
  }
}
