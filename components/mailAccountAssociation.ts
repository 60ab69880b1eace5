import * as pulumi from "@pulumi/pulumi";
import type { MailAccount } from "./mailAccount.ts";
import { providerLine } from "./providerLine.ts";
import type { XcallyServer } from "./xcallyServer.ts";

/** Arguments of {@link MailAccountAssociation}. */
export interface MailAccountAssociationArgs {
  /** The mailbox as messages name it, such as `support (support@contoso.com)`. */
  readonly mailbox: string;
  /** The mail account to link; nothing of it but the link is changed. */
  readonly account: MailAccount;
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

  constructor(
    server: XcallyServer,
    { mailbox, account, cloudProviderId }: MailAccountAssociationArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      "pulumi-nodejs:dynamic/xcally:MailAccountAssociation",
      account.name,
      {
        __provider: providerLine("mailAccountAssociation"),
        server: server.url,
        mailbox,
        accountId: account.accountId,
        accountAddress: account.accountAddress,
        rememberedCloudProviderId: account.previousCloudProviderId,
        cloudProviderId,
        // An output that is not an input is declared, so that it is unknown in a preview instead of missing.
        previousCloudProviderId: undefined,
      },
      // Replaced the other way round, the old link would be taken for what the account had before the new one.
      pulumi.mergeOptions(opts, { provider: server, deleteBeforeReplace: true }),
    );
  }
}
