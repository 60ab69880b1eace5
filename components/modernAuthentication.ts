import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { ExchangeSettings } from "../config/exchange.ts";
import type { Mailbox } from "../config/mailbox.ts";
import type { ApplicationMode } from "../config/options.ts";
import { runExchangeCommands } from "./exchangeCommands.ts";
import { MailboxAuthentication, type MailboxOutputs } from "./mailboxAuthentication.ts";
import { registerCloudProvider, type RegistrationArgs } from "./registeredCloudProvider.ts";
import { sharedSubject } from "./registrationSubject.ts";

/** Arguments of {@link declareMailboxes}. */
export interface ModernAuthenticationArgs extends RegistrationArgs {
  readonly mailboxes: readonly Mailbox[];
  /**
   * `perMailbox`: an application and a Cloud Provider for each mailbox, as the vendor's newest how-to advises.
   * `shared`: one of each for all mailboxes, as its older version has it.
   */
  readonly application: ApplicationMode;
  /** A shell command to run whenever a mailbox's credentials have changed. Defaults to none. */
  readonly changeCommand?: string;
  /** Path below the server's address of the page on which people sign in; `{id}` stands for the Cloud Provider's id. */
  readonly signInPage: string;
  /** Whether the Exchange commands that mail needs are run. */
  readonly exchange: ExchangeSettings;
}

/** Modern authentication of every mailbox of an XCALLY server. */
export interface ModernAuthentication {
  /** What everything of it belongs to. */
  readonly component: pulumi.ComponentResource;
  /** What exists for each mailbox, by its key; nothing of it is secret. */
  readonly mailboxes: Readonly<Record<string, MailboxOutputs>>;
  /** When the first of the secrets in use ends. */
  readonly earliestSecretExpiry: pulumi.Output<string>;
  /** When the next secret of any mailbox becomes due. */
  readonly nextRotation: string;
}

/** Declares modern authentication of every mailbox: one after the other, and the engine works on the first while the next ones are declared. */
export async function declareMailboxes(
  name: string,
  args: ModernAuthenticationArgs,
  opts?: pulumi.ComponentResourceOptions,
): Promise<ModernAuthentication> {
  // Without outputs of its own: an index.ts exports them, and what is in the state twice is read and written twice in every run. Given after the mailboxes
  // they would be ignored: where a constructor gives none, the SDK registers that there are none.
  const component = new pulumi.ComponentResource("xcally:index:ModernAuthentication", name, {}, opts);
  const shared =
    args.application === "shared"
      ? { sharedCloudProvider: registerCloudProvider(sharedSubject(args.mailboxes), args, component) }
      : {};

  const all: { readonly mailbox: Mailbox; readonly one: MailboxAuthentication }[] = [];
  for (const mailbox of args.mailboxes) {
    all.push({
      mailbox,
      one: new MailboxAuthentication({ ...args, ...shared, mailbox }, { parent: component }),
    });
    // Else nothing would be sent to the engine before the last one is declared: 1.4 s with 200 mailboxes.
    await setImmediate();
  }
  if (args.exchange.apply)
    runExchangeCommands(name, args.exchange.organization, all, args.existing.site, component);
  const mailboxes = Object.fromEntries(all.map(({ mailbox, one }) => [mailbox.key, one.outputs]));
  const outputs = Object.values(mailboxes);
  // Times in this form sort as texts.
  const earliestSecretExpiry = pulumi
    .all(outputs.map(({ secretExpires }) => secretExpires))
    .apply((times) => times.toSorted()[0] ?? "");
  const nextRotation = outputs.map(({ nextRotation }) => nextRotation).toSorted()[0] ?? "";
  return { component, mailboxes, earliestSecretExpiry, nextRotation };
}
