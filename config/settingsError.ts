/** One mistake in the configuration. */
export interface SettingsIssue {
  /** Where it is, such as `mailboxes[1].address`, or the name of an environment variable. */
  readonly path: string;
  /** What is wrong and what is allowed. Never holds a secret. */
  readonly message: string;
  /** Key of the mailbox concerned, where it is known. */
  readonly mailbox?: string;
}

/** Takes note of one mistake; reading goes on, so that all of them can be told at once. */
export type Report = (issue: SettingsIssue) => void;

/** Whose values are read, and so where people correct them: a stack's own, or those of a site, which a program has for `readSite`. */
export type Origin = "stack" | "site";

const toCorrect: Readonly<Record<Origin, string>> = {
  stack: "Correct the stack's configuration (Pulumi.<stack>.yaml or pulumi config set) and run again.",
  site: "Correct the settings of the site, where the program has them from, and run again.",
};

/** The configuration holds mistakes; the message lists every one of them. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly issues: readonly SettingsIssue[];

  constructor(issues: readonly SettingsIssue[], origin: Origin = "stack") {
    const count = issues.length === 1 ? "1 mistake" : `${issues.length} mistakes`;
    super([`The configuration has ${count}:`, ...issues.map(line), toCorrect[origin]].join("\n"));
    this.issues = issues;
  }
}

function line({ path, message, mailbox }: SettingsIssue): string {
  const whose = mailbox === undefined ? "" : ` (mailbox ${mailbox})`;
  return `- ${path}${whose}: ${message}`;
}
