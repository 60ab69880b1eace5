import type { Preview, State, Step } from "../../../commands/previewSummary/preview.ts";
import { parseUrn } from "../../../commands/previewSummary/preview.ts";

const modern = "xcally:index:ModernAuthentication";
const mailbox = `${modern}$xcally:index:MailboxAuthentication`;

/** Types below a mailbox by what they are to it. */
export const types = {
  application: `${mailbox}$xcally:index:MailApplication$azuread:index/application:Application`,
  secret: `${mailbox}$xcally:index:MailApplication$azuread:index/applicationPassword:ApplicationPassword`,
  cloudProvider: `${mailbox}$pulumi-nodejs:dynamic/xcally:CloudProvider`,
  account: `${mailbox}$pulumi-nodejs:dynamic/xcally:MailAccount`,
  association: `${mailbox}$pulumi-nodejs:dynamic/xcally:MailAccountAssociation`,
  command: `${mailbox}$command:local:Command`,
} as const;

/** A step of a mailbox's resource. */
export function step(
  op: string,
  role: keyof typeof types,
  key: string,
  {
    name = key,
    old,
    wanted,
    differs = [],
  }: { name?: string; old?: Partial<State>; wanted?: Partial<State>; differs?: readonly string[] } = {},
): Step {
  const type = types[role];
  const isOfApplication = type.includes("$xcally:index:MailApplication$");
  const parentType = isOfApplication ? `${mailbox}$xcally:index:MailApplication` : mailbox;
  const parent = `urn:pulumi:test::xcally-mail-authentication::${parentType}::${key}`;
  const urn = parseUrn(`urn:pulumi:test::xcally-mail-authentication::${type}::${name}`);
  if (urn === undefined) throw new Error("This is a URN.");
  const state = (more: Partial<State> | undefined): State => ({
    parent,
    protect: false,
    retainOnDelete: false,
    inputs: {},
    outputs: {},
    ...more,
  });
  return {
    op,
    urn,
    old: op === "create" ? undefined : state(old),
    new: op === "delete" ? undefined : state(wanted),
    differs,
  };
}

/** A preview of these steps. */
export function previewOf(steps: readonly Step[], more: Partial<Preview> = {}): Preview {
  return {
    steps,
    diagnostics: [],
    counts: {},
    failed: false,
    stack: "test",
    mailboxes: new Map(),
    secrets: [],
    ...more,
  };
}
