import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import { exchangeSteps } from "./exchangeSteps.ts";

/**
 * Runs the scripts in `exchange/` that a mailbox needs, once each, and again when what one of them is given has changed. They find
 * their credentials in the environment of the engine (`EXCHANGE_...`), so none of them is in state, and what they are given for the
 * mailbox is in theirs, so none of it is on a command line.
 *
 * One after the other: each opens a connection of its own, which Exchange Online limits, and a mailbox has four at most. The mailboxes
 * are independent of each other; `pulumi up --parallel` says how many are worked on at once. Nothing is taken back when a mailbox is
 * removed: the rights may be older than the stack, or others may rely on them by now.
 *
 * @param organization the tenant's first domain.
 */
export function runExchangeCommands(
  name: string,
  organization: string,
  mailbox: Mailbox,
  opts: pulumi.CustomResourceOptions,
): void {
  let previous: command.local.Command | undefined;
  for (const { script, environment } of exchangeSteps(mailbox)) {
    previous = new command.local.Command(
      // A key of a mailbox has no capital letters, so no other command has this name.
      `${name}-${script}`,
      {
        // No shell: the arguments are the same wherever the engine runs.
        interpreter: ["pwsh", "-NoProfile", "-NonInteractive", "-File"],
        // The plugin's working directory is the program's folder.
        create: `exchange/${script}.ps1`,
        environment: { ...environment, EXCHANGE_ORGANIZATION: organization },
        addPreviousOutputInEnv: false,
      },
      previous === undefined ? opts : { ...opts, dependsOn: previous },
    );
  }
}
