import { connectionWarnings } from "../../../xcally/provider/connection.ts";
import { fail, pass, skip, warn, type Finding } from "../finding.ts";
import type { Stack } from "../stack.ts";

/** The configuration's mistakes, what every run warns of, and what this machine lacks for an `up`. */
export function checkConfiguration({ settings, mistakes }: Stack): readonly Finding[] {
  if (settings === undefined) {
    return mistakes.map(({ path, message, mailbox }) =>
      fail(
        `${path}${mailbox === undefined ? "" : ` (mailbox ${mailbox})`}: ${message}`,
        "whoever runs the stack",
        "Correct it in Pulumi.<stack>.yaml or with pulumi config set.",
      ),
    );
  }
  const { mailboxes, redirectUri, missingForUp, xcally } = settings;
  const count = mailboxes.length === 1 ? "1 mailbox" : `${mailboxes.length} mailboxes`;
  return [
    pass(`The configuration of ${count} has no mistakes.`),
    ...(redirectUri.assumed
      ? [
          warn(
            `The redirect URI ${redirectUri.value} is assumed.`,
            "whoever runs the stack",
            "Compare it with the one that XCALLY shows, then set redirectUri.",
          ),
        ]
      : []),
    ...(missingForUp.length === 0
      ? []
      : [
          skip(
            `Whether the commands of Exchange can be run where pulumi up runs is not looked at; this machine could not run them: ${missingForUp.join(" ")}`,
          ),
        ]),
    ...connectionWarnings(xcally.url, xcally.connection).map((says) =>
      warn(
        says,
        "whoever runs the stack",
        "Let the server be reached by https with a certificate that is checked.",
      ),
    ),
  ];
}
