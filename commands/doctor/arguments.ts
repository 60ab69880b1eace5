import { parseArgs } from "node:util";
import { readCaFile, readEndpoint, type MailServers } from "./mailServers.ts";
import { formats, type Format } from "./formats.ts";

/** What the command was asked for. */
export interface DoctorArguments {
  /** The stack; undefined for the one that is selected. */
  readonly stack: string | undefined;
  readonly format: Format;
  /** Where the mail servers are; undefined looks at none. */
  readonly mail: MailServers | undefined;
  /** Whom to sign in to the mail servers for; undefined for nobody. */
  readonly mailSignIn: MailSignInArguments | undefined;
}

/** A mailbox to try, with a token that whoever calls the command brings along. */
export interface MailSignInArguments {
  /** Key of the mailbox. */
  readonly mailbox: string;
  /** Environment variable with an access token of the person who signs in, for Exchange Online. */
  readonly tokenVariable: string;
}

/** How to call the command. */
export const usage = `Usage: npm run doctor -- [--stack NAME] [--format text|json|markdown] [--skip mail]
                         [--imap HOST:PORT] [--pop HOST:PORT] [--smtp HOST:PORT] [--mail-ca FILE]
                         [--mail-token-env NAME --mailbox KEY]

Looks at the stack's configuration, XCALLY, Entra ID and the mail servers, and says a line for each thing: PASS, WARN, FAIL with what
to do and who can do it, or SKIP where it could not look. It changes nothing. Before the first pulumi up it looks at what there is.

--skip mail            leaves the mail servers out, for a machine that cannot reach them.
--imap, --pop, --smtp  where they are; those of Office 365 by default.
--mail-ca              PEM file of the authority that signed their certificates, where it is not a public one.
--mail-token-env       signs in to the mailbox --mailbox with the access token in this environment variable; sends nothing.

Exit code 1: there is a FAIL; 2: the report could not be made.`;

/** @throws Error in one sentence for an argument that is not allowed. */
export function readArguments(args: readonly string[]): DoctorArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      stack: { type: "string" },
      format: { type: "string", default: "text" },
      skip: { type: "string" },
      imap: { type: "string", default: "outlook.office365.com:993" },
      pop: { type: "string", default: "outlook.office365.com:995" },
      smtp: { type: "string", default: "smtp.office365.com:587" },
      "mail-ca": { type: "string" },
      "mail-token-env": { type: "string" },
      mailbox: { type: "string" },
    },
  });
  const { stack, format, skip, imap, pop, smtp, mailbox } = values;
  if (!isFormat(format)) {
    throw new Error(`--format ${format} is not allowed: choose ${Object.keys(formats).join(", ")}.`);
  }
  if (skip !== undefined && skip !== "mail") throw new Error(`--skip ${skip} is not allowed: write mail.`);
  const { "mail-token-env": tokenVariable, "mail-ca": mailCa } = values;
  if ((tokenVariable === undefined) !== (mailbox === undefined)) {
    throw new Error("--mail-token-env and --mailbox belong together: give both or none.");
  }
  if (skip === "mail" && mailbox !== undefined) {
    throw new Error("--mailbox signs in to the mail servers, so it is not allowed with --skip mail.");
  }
  const servers = {
    imap: readEndpoint("imap", imap),
    pop: readEndpoint("pop", pop),
    smtp: readEndpoint("smtp", smtp),
    ca: mailCa === undefined ? undefined : readCaFile(mailCa),
  };
  return {
    stack,
    format,
    mail: skip === "mail" ? undefined : servers,
    mailSignIn: tokenVariable === undefined || mailbox === undefined ? undefined : { mailbox, tokenVariable },
  };
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}
