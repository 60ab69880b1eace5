import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import { adminConsentUrl, outlookScopes } from "../entra/permissions.ts";
import { runChangeCommand } from "./changeCommand.ts";
import { MailAccount } from "./mailAccount.ts";
import { MailAccountAssociation } from "./mailAccountAssociation.ts";
import {
  registerCloudProvider,
  type RegisteredCloudProvider,
  type RegistrationArgs,
} from "./registeredCloudProvider.ts";
import { subjectOf } from "./registrationSubject.ts";
import { signInOf, type SignIn } from "./signIn.ts";
import { nameInSite } from "./site.ts";

/** Arguments of {@link MailboxAuthentication}. */
export interface MailboxAuthenticationArgs extends RegistrationArgs {
  readonly mailbox: Mailbox;
  /** The application and Cloud Provider that all mailboxes share. Defaults to ones of the mailbox's own. */
  readonly sharedCloudProvider?: RegisteredCloudProvider;
  /** A shell command to run whenever the mailbox's credentials have changed. Defaults to none. */
  readonly changeCommand?: string;
  /** Path below the server's address of the page on which people sign in; `{id}` stands for the Cloud Provider's id. */
  readonly signInPage: string;
}

/** What exists for a mailbox, for people and pipelines; nothing of it is secret. */
export interface MailboxOutputs {
  readonly address: string;
  /** Who signs in once in XCALLY so that mail flows. */
  readonly signInUser: string;
  readonly clientId: pulumi.Output<string>;
  readonly tenantId: string;
  readonly applicationObjectId: pulumi.Output<string>;
  readonly servicePrincipalObjectId: pulumi.Output<string>;
  /** When the secret in use ends. */
  readonly secretExpires: pulumi.Output<string>;
  /** Id by which Entra ID lists the secret in use. */
  readonly activeSecretKeyId: pulumi.Output<string>;
  /** When the next secret becomes due. */
  readonly nextRotation: string;
  readonly cloudProviderId: pulumi.Output<string>;
  readonly accountId: pulumi.Output<string>;
  readonly redirectUri: string;
  /** The page on which an administrator consents for the whole tenant. */
  readonly adminConsentUrl: pulumi.Output<string>;
  /** What people have to do, and whether they have. */
  readonly signIn: SignIn;
}

/**
 * Modern authentication of one mailbox: its application in Entra ID, its Cloud Provider in XCALLY, and the link from its mail
 * account to that Cloud Provider.
 */
export class MailboxAuthentication extends pulumi.ComponentResource {
  readonly outputs: MailboxOutputs;
  /** The link, which is the last of it. */
  readonly link: MailAccountAssociation;

  constructor(args: MailboxAuthenticationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { mailbox, server, tenant, redirectUri, signInPage } = args;
    const { site, formerKeys } = args.existing;
    const name = nameInSite(site, mailbox.key);
    const formerKey = formerKeys.get(mailbox.key);
    // What belongs to it takes over its alias, and is renamed with it.
    const aliases = formerKey === undefined ? [] : [{ name: nameInSite(site, formerKey) }];
    super("xcally:index:MailboxAuthentication", name, {}, pulumi.mergeOptions(opts, { aliases }));
    const { label } = subjectOf(mailbox);

    const registered = args.sharedCloudProvider ?? registerCloudProvider(subjectOf(mailbox), args, this);
    const { application, calendar, cloudProvider, secretInUse } = registered;
    const ofAccount = { parent: this, retainOnDelete: mailbox.retain };
    const account = new MailAccount(
      server,
      { mailbox: label, account: mailbox.account, ...(site === undefined ? {} : { site }) },
      ofAccount,
    );
    const association = new MailAccountAssociation(
      server,
      { mailbox: label, account, cloudProviderId: cloudProvider.id },
      { ...ofAccount, protect: mailbox.protect },
    );
    this.link = association;
    if (args.changeCommand !== undefined) {
      runChangeCommand(name, args.changeCommand, mailbox, registered, {
        parent: this,
        dependsOn: association,
      });
    }

    const consentPage = application.clientId.apply((clientId) =>
      adminConsentUrl({
        tenantId: tenant.tenantId,
        clientId,
        redirectUri,
        scopes: outlookScopes(mailbox.protocols),
      }),
    );
    this.outputs = {
      address: mailbox.address,
      signInUser: mailbox.signInUser,
      clientId: application.clientId,
      tenantId: tenant.tenantId,
      applicationObjectId: application.applicationObjectId,
      servicePrincipalObjectId: application.servicePrincipalObjectId,
      secretExpires: secretInUse.endDate,
      activeSecretKeyId: secretInUse.keyId,
      nextRotation: calendar.nextRotation,
      cloudProviderId: cloudProvider.id,
      accountId: association.accountId,
      redirectUri,
      adminConsentUrl: consentPage,
      signIn: signInOf({
        mailbox,
        serverUrl: server.url,
        signInPage,
        cloudProvider,
        adminConsentUrl: consentPage,
      }),
    };
    // What later runs look for in the state, and what tells people which application it is; the rest is there as an output of the stack.
    this.registerOutputs({
      address: mailbox.address,
      clientId: application.clientId,
      protect: mailbox.protect,
    });
  }
}
