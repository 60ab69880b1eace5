import * as pulumi from "@pulumi/pulumi";
import { endWithEngine } from "./components/endWithEngine.ts";
import { lookUpExisting } from "./components/existing.ts";
import { ModernAuthentication } from "./components/modernAuthentication.ts";
import { readTenant } from "./components/tenant.ts";
import { XcallyServer } from "./components/xcallyServer.ts";
import { readSettings } from "./config/settings.ts";
import { SettingsError } from "./config/settingsError.ts";

endWithEngine();

const settings = (() => {
  try {
    return readSettings(pulumi.runtime.allConfig(), process.env);
  } catch (error) {
    // A RunError is shown without a stack: the message is for the person who wrote the configuration.
    throw error instanceof SettingsError ? new pulumi.RunError(error.message) : error;
  }
})();

const { xcally, redirectUri, ...declared } = settings;
const { url, previousUrl, authentication, caFile } = xcally;
const server = new XcallyServer("xcally", {
  url,
  ...(previousUrl === undefined ? {} : { previousUrl }),
  authentication: authentication.kind,
  ...authentication,
  ...(caFile === undefined ? {} : { caFile: caFile.path }),
  contract: settings.contractOverrides,
  connection: xcally.connection,
  proof: settings.secretProof,
});

if (redirectUri.assumed) {
  void pulumi.log.info(
    `The redirect URI ${redirectUri.value} is assumed: compare it with XCALLY's, then set redirectUri.`,
  );
}

const tenant = await readTenant(settings.tenantId);
const wanted = { ...declared, redirectUri: redirectUri.value, today: new Date() };
const modernAuthentication = new ModernAuthentication("modern-authentication", {
  ...wanted,
  signInPage: settings.contract.signInPage,
  server,
  tenant,
  existing: await lookUpExisting(wanted, tenant),
});

/** What exists for each mailbox, by its key. */
export const mailboxes = modernAuthentication.mailboxes;

/** When the first of the secrets in use ends. */
export const earliestSecretExpiry = modernAuthentication.earliestSecretExpiry;

/** When the next secret of any mailbox becomes due. */
export const nextRotation = modernAuthentication.nextRotation;
