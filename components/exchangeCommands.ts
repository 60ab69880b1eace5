import * as command from "@pulumi/command";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Mailbox } from "../config/mailbox.ts";
import { exchangeSteps } from "./exchangeSteps.ts";
import type { MailboxAuthentication } from "./mailboxAuthentication.ts";
import { nameInSite } from "./site.ts";

/**
 * Runs what the mailboxes need of Exchange Online, once every one of them is linked: the engine begins no step after one that has failed, and
 * a command that fails, for a user without a licence for instance, must keep no renewed secret from XCALLY.
 *
 * @param name of what the commands wait for. One resource waits for all links, because each command notes in state what it waits for.
 * @param organization the tenant's first domain.
 */
export function runExchangeCommands(
  name: string,
  organization: string,
  all: readonly { readonly mailbox: Mailbox; readonly one: MailboxAuthentication }[],
  site: string | undefined,
  parent: pulumi.Resource,
): void {
  const linked = new random.RandomId(
    `${name}-linked`,
    { byteLength: 1 },
    { parent, dependsOn: all.map(({ one }) => one.link) },
  );
  for (const { mailbox, one } of all) {
    runCommands(nameInSite(site, mailbox.key), organization, mailbox, { parent: one, dependsOn: linked });
  }
}

/**
 * Runs the scripts in `exchange/` that a mailbox needs, once each, and again when what one of them is given has changed. They find
 * their credentials in the environment of the engine (`EXCHANGE_...`), so none of them is in state, and what they are given for the
 * mailbox is in theirs, so none of it is on a command line.
 *
 * One after the other: each opens a connection of its own, which Exchange Online limits, and a mailbox has four at most. The mailboxes
 * are independent of each other; `pulumi up --parallel` says how many are worked on at once. Nothing is taken back when a mailbox is
 * removed: the rights may be older than the stack, or others may rely on them by now.
 */
function runCommands(
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
