import { millisecondsPerDay } from "../../config/window.ts";
import { z } from "zod";

/** The stack outputs that the report reads, as `pulumi stack output --json` prints them. */
const outputsSchema = z.object({
  mailboxes: z.record(
    z.string(),
    z.object({
      address: z.string(),
      secretExpires: z.iso.datetime(),
      activeSecretKeyId: z.string(),
      nextRotation: z.iso.datetime(),
    }),
  ),
});

/** What is known of the secret that a mailbox uses. */
export interface Expiry {
  readonly mailbox: string;
  readonly address: string;
  readonly secretExpires: string;
  readonly activeSecretKeyId: string;
  readonly nextRotation: string;
  /** Whole days until the secret ends; negative when it has ended. */
  readonly daysLeft: number;
  /** `expired`: it has ended. `expiring`: it ends within the days that were asked for. `overdue`: its renewal is due. */
  readonly status: "expired" | "expiring" | "overdue" | "fine";
}

/**
 * The secrets of a stack's mailboxes, the one that ends first on top.
 *
 * @param outputs the JSON that `pulumi stack output --json` prints.
 * @param withinDays which secrets count as expiring.
 * @throws Error in one sentence when the outputs are not those of this stack.
 */
export function expiries(outputs: string, today: Date, withinDays: number): readonly Expiry[] {
  return Object.entries(parse(outputs).mailboxes)
    .map(([mailbox, output]) => {
      const { address, secretExpires, activeSecretKeyId, nextRotation } = output;
      const left = (Date.parse(secretExpires) - today.getTime()) / millisecondsPerDay;
      const isOverdue = Date.parse(nextRotation) <= today.getTime();
      const status = left <= 0 ? "expired" : left <= withinDays ? "expiring" : isOverdue ? "overdue" : "fine";
      const daysLeft = Math.floor(left);
      return { mailbox, address, secretExpires, activeSecretKeyId, nextRotation, daysLeft, status } as const;
    })
    .toSorted((one, other) => one.daysLeft - other.daysLeft || one.mailbox.localeCompare(other.mailbox));
}

/** Whether a nightly pipeline should stop: a secret has ended or ends within the days asked for. */
export function fails(report: readonly Expiry[]): boolean {
  return report.some(({ status }) => status === "expired" || status === "expiring");
}

function parse(outputs: string): z.output<typeof outputsSchema> {
  try {
    return outputsSchema.parse(JSON.parse(outputs));
  } catch {
    throw new Error(
      "These are not the outputs of this stack: give what `pulumi stack output --json` prints, after a pulumi up.",
    );
  }
}
