import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";
import type { Mailbox } from "../config/mailbox.ts";
import type { RegisteredCloudProvider } from "./registeredCloudProvider.ts";

/**
 * Runs a shell command when a mailbox is connected and whenever its application, secret or Cloud Provider has changed: to tell a
 * person to sign in again, or to write a ticket. It gets the mailbox in its environment, and no secret. Another command is run once for
 * every mailbox too. Its text is kept as a secret, because such commands hold addresses of webhooks.
 */
export function runChangeCommand(
  name: string,
  shellCommand: string,
  mailbox: Mailbox,
  { application, cloudProvider, secretInUse }: RegisteredCloudProvider,
  opts: pulumi.CustomResourceOptions,
): void {
  new command.local.Command(
    name,
    {
      create: pulumi.secret(shellCommand),
      environment: {
        MAILBOX_KEY: mailbox.key,
        MAILBOX_ADDRESS: mailbox.address,
        MAILBOX_SIGN_IN_USER: mailbox.signInUser,
        MAILBOX_CLIENT_ID: application.clientId,
        MAILBOX_SECRET_END_DATE: secretInUse.endDate,
        MAILBOX_CLOUD_PROVIDER_ID: cloudProvider.id,
      },
      triggers: [application.clientId, secretInUse.keyId, cloudProvider.id],
    },
    opts,
  );
}
