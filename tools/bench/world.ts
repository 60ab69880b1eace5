import { secretCalendar } from "../../config/calendar.ts";
import { readSecretSettings } from "../../config/rotation.ts";
import { mailAccountDefaults } from "../../simulator/xcally/entities.ts";
import { startSimulators, type Simulators } from "../../simulator/start.ts";

/** A mailbox of the job, with what both systems must make of it. */
export interface BenchMailbox {
  readonly key: string;
  readonly address: string;
  /** The name that people are shown; a change of it is the job's change of one mailbox. */
  readonly displayName: string;
  /** Id of its mail account in XCALLY. */
  readonly accountId: number;
  /** When its two secrets end, by slot. */
  readonly endDates: readonly [string, string];
  /** The slot whose secret XCALLY gets. */
  readonly activeSlot: 0 | 1;
}

/** The servers that a system works on, and the job that it is given. */
export interface World {
  readonly simulators: Simulators;
  readonly mailboxes: readonly BenchMailbox[];
}

/** Starts an Entra ID and an XCALLY of a system's own, with the mail accounts of the job. The same job for the same number on one day: a bench that goes on past midnight, UTC, fails where a secret becomes due then. */
export async function startWorld(count: number): Promise<World> {
  const simulators = await startSimulators({ entraMetadata: 0, entra: 0, xcally: 0 });
  const settings = readSecretSettings({}, { path: "secret", report: () => undefined });
  if (settings === undefined) throw new Error("The defaults of the secrets' calendar are refused.");
  const mailboxes = Array.from({ length: count }, (_, index) => {
    const key = `mailbox-${index + 1}`;
    const address = `${key}@contoso.com`;
    const account = simulators.xcally.state.mailAccounts.create({
      ...mailAccountDefaults,
      ...{ name: key, key: String(index + 1), email: address, service: "Outlook365" },
    });
    const calendar = secretCalendar(new Date(), key, settings);
    const [first, second] = calendar.slots;
    return {
      ...{ key, address, displayName: address, accountId: account.id },
      endDates: [first.endDate, second.endDate] as const,
      activeSlot: calendar.activeSlot,
    };
  });
  return { simulators, mailboxes };
}
