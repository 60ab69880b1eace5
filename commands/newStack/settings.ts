import { readSettings } from "../../config/settings.ts";
import { SettingsError } from "../../config/settingsError.ts";
import { projectName } from "../../config/stackFields.ts";
import type { NewStackArguments } from "./arguments.ts";

/** Settings of a stack as they stand in its file, without their namespace, in the order in which people read them. */
export type StackSettings = Readonly<Record<string, unknown>>;

/** The settings that the arguments come to. */
export function settingsOf({ url, redirectUri, tenantId, mailboxes }: NewStackArguments): StackSettings {
  const given = { xcallyUrl: url, redirectUri, tenantId, mailboxes };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Which argument a setting came from. */
const sources: Readonly<Record<string, string>> = {
  xcallyUrl: "--url",
  redirectUri: "--redirect-uri",
  tenantId: "--tenant-id",
  mailboxes: "--mailbox",
};

/**
 * What the program itself would say of these settings, a sentence for each mistake.
 *
 * The API key is not among them: it comes later, as a secret or from the environment.
 */
export function settingsMistakes(settings: StackSettings): readonly string[] {
  const raw = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      `${projectName}:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  try {
    readSettings(raw, { XCALLY_API_KEY: "given-later" });
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    // That there is no mailbox at all is told of the argument.
    const issues = error.issues.filter(({ path }) => path !== "mailboxes");
    return issues.map(({ path, message, mailbox }) => {
      const [setting = ""] = /^\w+/.exec(path) ?? [];
      const whose = mailbox === undefined ? "" : ` (mailbox ${mailbox})`;
      return `${sources[setting] ?? path}${whose}: ${message}`;
    });
  }
}
