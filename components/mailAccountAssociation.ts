import * as pulumi from "@pulumi/pulumi";
import type { MailAccountReference } from "../config/mailbox.ts";
import { providerLine } from "./providerLine.ts";
import type { XcallyServer } from "./xcallyServer.ts";

/** Arguments of {@link MailAccountAssociation}. */
export interface MailAccountAssociationArgs {
  /** The mailbox as messages name it, such as `support (support@contoso.com)`. */
  readonly mailbox: string;
  /** The mail account to link. It must exist; nothing of it but the link is changed. */
  readonly account: MailAccountReference;
  /** Id of the Cloud Provider that the account is to sign in with. */
  readonly cloudProviderId: pulumi.Input<string>;
}

/**
 * The link from a mail account to a Cloud Provider, named after the account: another mailbox or Cloud Provider for the same account
 * is an update, which keeps in mind what the account had before all of them. Destroying it puts the account back to what it was before, unless
 * somebody has pointed it to yet another Cloud Provider since.
 */
export class MailAccountAssociation extends pulumi.CustomResource {
  /** Id of the mail account. */
  declare readonly accountId: pulumi.Output<string>;
  /** The Cloud Provider that the account had before; undefined when it had none. */
  declare readonly previousCloudProviderId: pulumi.Output<string | undefined>;

  constructor(server: XcallyServer, args: MailAccountAssociationArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "pulumi-nodejs:dynamic/xcally:MailAccountAssociation",
      nameOf(args.account),
      {
        __provider: providerLine("mailAccountAssociation"),
        server: server.url,
        ...args,
        // Outputs that are not inputs are declared, so that they are unknown in a preview instead of missing.
        accountId: undefined,
        previousCloudProviderId: undefined,
      },
      // Replaced the other way round, the old link would be taken for what the account had before the new one.
      pulumi.mergeOptions(opts, { provider: server, deleteBeforeReplace: true }),
    );
  }
}

function nameOf(account: MailAccountReference): string {
  return account.by === "id" ? `account-${account.id}` : account.address.toLowerCase();
}
