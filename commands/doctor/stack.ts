import { z } from "zod";
import type { Mailbox } from "../../config/mailbox.ts";
import { readSettings, type Settings } from "../../config/settings.ts";
import { SettingsError, type SettingsIssue } from "../../config/settingsError.ts";
import type { Environment } from "../../entra/environment.ts";
import type { Pulumi } from "./pulumi.ts";

/** `pulumi config --json` */
const configSchema = z.record(z.string(), z.object({ value: z.string().optional(), secret: z.boolean() }));

const mailboxOutput = z.object({
  clientId: z.string(),
  tenantId: z.string(),
  applicationObjectId: z.string(),
  secretExpires: z.iso.datetime(),
  /** Empty while XCALLY keeps a secret that people gave it. */
  activeSecretKeyId: z.string(),
  cloudProviderId: z.string(),
  accountId: z.string(),
  adminConsentUrl: z.string(),
});

/** What the last `pulumi up` said of a mailbox. */
export type MailboxOutput = z.output<typeof mailboxOutput>;

/** `pulumi stack output --json`; a stack that is not deployed has none. */
const outputsSchema = z.object({ mailboxes: z.record(z.string(), mailboxOutput).default({}) });

/** A stack as it is configured, and as the last `pulumi up` left it. */
export interface Stack {
  /** Pulumi's flat configuration, secrets in plain text: for reading settings, never for messages. */
  readonly raw: Readonly<Record<string, string>>;
  /** Undefined where the configuration has mistakes. */
  readonly settings: Settings | undefined;
  /** The configuration's mistakes. */
  readonly mistakes: readonly SettingsIssue[];
  /** By the mailbox's key; none before the first `pulumi up`. */
  readonly outputs: Readonly<Record<string, MailboxOutput>>;
}

/**
 * Reads a stack through the Pulumi CLI; the program is not run, and nothing is asked but the state backend.
 *
 * @param environment of which the credentials for XCALLY count, as in a `pulumi up`.
 * @throws Error in one sentence: Pulumi cannot read the stack, or what it says is of another project.
 */
export async function readStack(pulumi: Pulumi, environment: Environment): Promise<Stack> {
  const [configuration, outputs] = await Promise.all([
    pulumi("config", "--json", "--show-secrets"),
    pulumi("stack", "output", "--json"),
  ]);
  const entries = Object.entries(configSchema.parse(JSON.parse(configuration)));
  const raw = Object.fromEntries(entries.map(([key, { value = "" }]) => [key, value]));
  const secretKeys = entries.filter(([, { secret }]) => secret).map(([key]) => key);
  return {
    raw,
    ...readOrCollect(raw, { ...environment, PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys) }),
    outputs: readOutputs(outputs),
  };
}

/** The mailbox as messages name it: `support (support@contoso.com)`. */
export function labelOf({ key, address }: Pick<Mailbox, "key" | "address">): string {
  return `${key} (${address})`;
}

function readOrCollect(
  raw: Readonly<Record<string, string>>,
  environment: Environment,
): Pick<Stack, "settings" | "mistakes"> {
  try {
    return { settings: readSettings(raw, environment, "look"), mistakes: [] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { settings: undefined, mistakes: error.issues };
  }
}

function readOutputs(json: string): Stack["outputs"] {
  const outputs = outputsSchema.safeParse(JSON.parse(json));
  if (outputs.success) return outputs.data.mailboxes;
  throw new Error(
    "The stack's outputs are not those of this project: name one of its stacks with --stack, or run pulumi up with this version first.",
  );
}
