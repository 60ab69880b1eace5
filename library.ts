/** What the package exports, beside `components/lean.ts`: the stack's parts, for Pulumi programs of others. See docs/library.md. */
import * as pulumi from "@pulumi/pulumi";
import { readValues, type Settings } from "./config/settings.ts";
import { SettingsError } from "./config/settingsError.ts";

export { CloudProvider, type CloudProviderArgs } from "./components/cloudProvider.ts";
export { connectSite } from "./components/connectSite.ts";
export { EntraDeployer, type EntraCloud, type EntraDeployerArgs } from "./components/entraDeployer.ts";
export { endWithEngine } from "./components/endWithEngine.ts";
export { lookUpExisting, type Existing, type ExistingArgs } from "./components/existing.ts";
export { nothing, type ExistingRegistration } from "./components/existingRegistration.ts";
export { MailAccount, type MailAccountArgs } from "./components/mailAccount.ts";
export {
  MailAccountAssociation,
  type MailAccountAssociationArgs,
} from "./components/mailAccountAssociation.ts";
export { MailApplication, type MailApplicationArgs } from "./components/mailApplication.ts";
export {
  MailboxAuthentication,
  type MailboxAuthenticationArgs,
  type MailboxOutputs,
} from "./components/mailboxAuthentication.ts";
export {
  declareMailboxes,
  type ModernAuthentication,
  type ModernAuthenticationArgs,
} from "./components/modernAuthentication.ts";
export { openStack, type OpenedStack } from "./components/openStack.ts";
export type { Site } from "./components/site.ts";
export { readTenant, type Tenant } from "./components/tenant.ts";
export { XcallyServer, type XcallyServerArgs } from "./components/xcallyServer.ts";
export { secretCalendar, type SecretCalendar } from "./config/calendar.ts";
export type { Mailbox, MailAccountReference } from "./config/mailbox.ts";
export type { SecretSettings } from "./config/rotation.ts";
export type { Settings } from "./config/settings.ts";

/**
 * Reads and checks the settings of one site: the keys of docs/configuration.md, as plain values. In a preview it is
 * no mistake that this machine lacks something for `exchange.apply`; {@link connectSite} tells it.
 *
 * @param name of the site, for the message.
 * @param values such as `config.requireObject("rome")`.
 * @param variablePrefix what the environment variables with the server's credentials begin with. Defaults to `XCALLY`.
 * @throws RunError naming every mistake, if there is one.
 */
export function readSite(name: string, values: object, variablePrefix = "XCALLY"): Settings {
  const texts = Object.entries(values).map(([key, value]: [string, unknown]): [string, unknown] => [
    key,
    typeof value === "boolean" ? String(value) : value,
  ]);
  // What the commands of Exchange need. Which of the stack's keys are secret says nothing of a site's values, so that is left out.
  const machine = Object.entries(process.env).filter(([variable]) => /^(PATH$|EXCHANGE_)/i.test(variable));
  const variables = ["API_KEY", "USER", "PASSWORD"].map((suffix): [string, string | undefined] => [
    `XCALLY_${suffix}`,
    process.env[`${variablePrefix}_${suffix}`],
  ]);
  try {
    const purpose = pulumi.runtime.isDryRun() ? "look" : "change";
    const environment = Object.fromEntries([...machine, ...variables]);
    return readValues(Object.fromEntries(texts), environment, purpose, "site");
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const message = error.message.replaceAll(/\bXCALLY_(?=API_KEY|USER|PASSWORD)/g, `${variablePrefix}_`);
    throw new pulumi.RunError(`Site ${name}: ${message}`);
  }
}
