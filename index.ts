import "./components/lean.ts";
import * as pulumi from "@pulumi/pulumi";
import { connectSite } from "./components/connectSite.ts";
import { endWithEngine } from "./components/endWithEngine.ts";
import { readSettings } from "./config/settings.ts";
import { SettingsError } from "./config/settingsError.ts";

endWithEngine();

const settings = (() => {
  try {
    return readSettings(
      pulumi.runtime.allConfig(),
      process.env,
      pulumi.runtime.isDryRun() ? "look" : "change",
    );
  } catch (error) {
    // A RunError is shown without a stack: the message is for the person who wrote the configuration.
    throw error instanceof SettingsError ? new pulumi.RunError(error.message) : error;
  }
})();

const modernAuthentication = await connectSite(settings);

/** What exists for each mailbox, by its key. */
export const mailboxes = modernAuthentication.mailboxes;

/** When the first of the secrets in use ends. */
export const earliestSecretExpiry = modernAuthentication.earliestSecretExpiry;

/** When the next secret of any mailbox becomes due. */
export const nextRotation = modernAuthentication.nextRotation;
