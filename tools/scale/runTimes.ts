/** How long the parts of a run take, in seconds: assumptions, to be replaced by what is measured where the stack runs. */
export interface RunTimes {
  /** A job of a pipeline, until Pulumi starts. */
  readonly job: number;
  /** Making, proving and handing over new secrets; a run renews its mailboxes side by side. */
  readonly renewal: number;
  /** A preview of one mailbox without changes. */
  readonly preview: number;
  /** What each further mailbox adds to it. */
  readonly mailbox: number;
  /** A page of a list in Graph. */
  readonly graphPage: number;
}

/** Applications on a page of the list (`entra/graph.ts`). */
const pageSize = 200;

/** Seconds that the list of tagged applications takes beyond its first page: pages come one after the other. */
export function listSeconds({ graphPage }: RunTimes, applications: number): number {
  return Math.max(0, Math.ceil(applications / pageSize) - 1) * graphPage;
}

/** Seconds of a preview without changes. */
export function previewSeconds(times: RunTimes, mailboxes: number, applications: number): number {
  return times.preview + (mailboxes - 1) * times.mailbox + listSeconds(times, applications);
}

/** The largest stack whose preview takes so many seconds at most; 0 where there is none. */
export function largestStack(times: RunTimes, seconds: number, applications: number): number {
  const left = seconds - previewSeconds(times, 1, applications);
  // Sums of milliseconds come out a little below.
  return left < 0 ? 0 : 1 + Math.floor(left / times.mailbox + 1e-9);
}

/** Seconds of a scheduled renewal without its job's beginning: a preview, which is looked at, and an `up`. */
export function renewalSeconds(times: RunTimes, mailboxes: number, applications: number): number {
  return Math.ceil(2 * previewSeconds(times, mailboxes, applications) + times.renewal);
}
