import type { Environment } from "../../entra/environment.ts";
import type { DoctorArguments } from "./arguments.ts";
import { checkConfiguration } from "./checks/configuration.ts";
import { checkEntra } from "./checks/entra/index.ts";
import { checkMail } from "./checks/mail/index.ts";
import { checkXcally } from "./checks/xcally/index.ts";
import { fail, messageOf, type Finding } from "./finding.ts";
import type { MailSignIn } from "./mailSignIn.ts";
import type { Group, ReportLine } from "./report.ts";
import type { Stack } from "./stack.ts";

/** What the checks need besides the stack. */
export interface DiagnosisOptions extends Pick<DoctorArguments, "mail"> {
  /** Whom to sign in to the mail servers for; undefined for nobody. */
  readonly mailSignIn: MailSignIn | undefined;
  /** For credentials, certificates to trust and proxies. */
  readonly environment: Environment;
  /** The moment that days are counted from. */
  readonly now: Date;
}

/** Looks at everything; the groups at the same time. A group that fails, or even breaks, leaves the others alone. */
export async function diagnose(stack: Stack, options: DiagnosisOptions): Promise<readonly ReportLine[]> {
  const lines = async (group: Group, check: () => Promise<readonly Finding[]>) => {
    const findings = await check().catch((error: unknown) => [broken(error)]);
    return findings.map((finding) => ({ group, ...finding }));
  };
  const report = await Promise.all([
    lines("configuration", () => Promise.resolve(checkConfiguration(stack))),
    lines("XCALLY", () => checkXcally(stack, options)),
    lines("Entra ID", () => checkEntra(stack, options)),
    lines("mail", () => checkMail(stack, options)),
  ]);
  return report.flat();
}

/** A check met what nobody had planned for. */
function broken(error: unknown): Finding {
  return fail(
    `This could not be looked at to its end: ${messageOf(error)}`,
    "whoever runs the stack",
    "Correct what it names, or report it as a mistake of the doctor's.",
  );
}
