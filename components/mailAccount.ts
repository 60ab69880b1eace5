import * as pulumi from "@pulumi/pulumi";
import type { MailAccountReference } from "../config/mailbox.ts";
import { providerLine } from "./providerLine.ts";
import { nameInSite } from "./site.ts";
import type { XcallyServer } from "./xcallyServer.ts";

/** Arguments of {@link MailAccount}. */
export interface MailAccountArgs {
  /** The mailbox as messages name it, such as `support (support@contoso.com)`. */
  readonly mailbox: string;
  /** The mail account. It must exist. */
  readonly account: MailAccountReference;
  /** The site that the mailbox belongs to, in a program of several. Defaults to none. */
  readonly site?: string;
}

/**
 * A mail account that people have made in XCALLY, as it was found: nothing of it is ever changed here. It is in state before the account is
 * linked, so that what it had before is still known when a run is killed in between.
 */
export class MailAccount extends pulumi.CustomResource {
  /** Id of the mail account. */
  declare readonly accountId: pulumi.Output<string>;
  declare readonly accountAddress: pulumi.Output<string>;
  /**
   * The Cloud Provider that the account had when it was found; undefined when it had none. In a stack of before this resource that
   * is the one that the stack has linked.
   */
  declare readonly previousCloudProviderId: pulumi.Output<string | undefined>;
  /** Its name in the program: that of the account, whichever mailbox it belongs to. */
  readonly name: string;

  constructor(
    server: XcallyServer,
    { mailbox, account, site }: MailAccountArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const name = nameInSite(site, nameOfAccount(account));
    super(
      "pulumi-nodejs:dynamic/xcally:MailAccount",
      name,
      {
        __provider: providerLine("mailAccount"),
        server: server.url,
        mailbox,
        account,
        // Outputs that are not inputs are declared, so that they are unknown in a preview instead of missing.
        accountId: undefined,
        accountAddress: undefined,
        previousCloudProviderId: undefined,
      },
      pulumi.mergeOptions(opts, { provider: server }),
    );
    this.name = name;
  }
}

/** What the resources of a mail account are named after, in a program of several sites with the site before it. */
export function nameOfAccount(account: MailAccountReference): string {
  return account.by === "id" ? `account-${account.id}` : account.address.toLowerCase();
}
