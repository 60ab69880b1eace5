import { z } from "zod";
import { permissionNames } from "../entra/permissions.ts";
import { applicationModes, authenticationKinds, consentModes, signInAudiences } from "./options.ts";
import { nearestKey } from "./unknownKeys.ts";

/** Namespace of the configuration's keys: the name of the Pulumi project. */
export const projectName = "xcally-mail-authentication";

/** What the names of applications begin with unless the configuration says otherwise. */
export const defaultNamePrefix = "XCALLY mail";

const choice = <const Names extends readonly [string, ...string[]]>(names: Names) =>
  z.enum(names, `Choose one of ${names.join(", ")}.`).default(names[0]);

/** A single value comes from Pulumi as a text. */
const trueOrFalse = (byDefault: "true" | "false") =>
  z
    .enum(["true", "false"], "Write true or false.")
    .default(byDefault)
    .transform((text) => text === "true");

const serverAddress = z.string("Give the address of the XCALLY server, such as https://xcally.contoso.com.");
const text = z.string("Write a text.");
const guid = "Write the tenant's id, such as 3f2c1b8a-6d5e-4f70-9a1b-2c3d4e5f6a7b.";
const prefix = "Write 1 to 48 characters without control characters or blanks at the ends.";
const command =
  "Write a command of at least one character, without control characters but line breaks and tabs.";
const permissions = `Write a list of names, each once: ${permissionNames.join(", ")}.`;

/** The keys of a stack's configuration. Structured ones are checked further by their own readers. */
export const stackFields = {
  xcallyUrl: serverAddress,
  xcallyPreviousUrl: text.optional(),
  xcallyAuthentication: choice(authenticationKinds),
  xcallyApiKey: text.optional(),
  xcallyUser: text.optional(),
  xcallyPassword: text.optional(),
  xcallyCaFile: text.optional(),
  xcallyConnection: z.unknown(),
  redirectUri: text.optional(),
  tenantId: z.guid(guid).toLowerCase().optional(),
  signInAudience: choice(signInAudiences),
  consent: choice(consentModes),
  application: choice(applicationModes),
  additionalPermissions: z
    .array(z.enum(permissionNames, { error: ({ input }) => unknownPermission(input) }), permissions)
    .refine((names) => new Set(names).size === names.length, permissions)
    .default([]),
  // 48 leave room for the name of a mailbox; how much each of them needs is checked in applicationName.ts.
  applicationNamePrefix: z
    .string(prefix)
    // By UTF-16's units, as .NET counts.
    .refine((text) => text.length <= 48, prefix)
    .regex(/^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u, prefix)
    .default(defaultNamePrefix),
  restrictToMailboxUser: trueOrFalse("false"),
  protect: trueOrFalse("true"),
  secret: z.unknown(),
  secretProof: z.unknown(),
  contract: z.unknown(),
  changeCommand: z
    .string(command)
    .regex(/^(?=[^]*\S)[^\p{Cc}]*([\n\t][^\p{Cc}]*)*$/u, command)
    .optional(),
  exchange: z.unknown(),
  mailboxes: z.unknown(),
};

const structured = new Set([
  "xcallyConnection",
  "additionalPermissions",
  "secret",
  "secretProof",
  "contract",
  "exchange",
  "mailboxes",
]);

/** The stack's values without their namespace; lists and objects are no longer JSON. */
export function stackValues(raw: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const namespace = `${projectName}:`;
  const own = Object.entries(raw).filter(([name]) => name.startsWith(namespace));
  return Object.fromEntries(
    own.map(([name, value]) => {
      const key = name.slice(namespace.length);
      return [key, structured.has(key) ? parse(value) : value];
    }),
  );
}

/** A text that is not JSON stays a text, which no structured key allows, and is reported like any wrong value. */
function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function unknownPermission(input: unknown): string {
  const meant = typeof input === "string" ? nearestKey(input, permissionNames) : undefined;
  return meant === undefined ? permissions : `Did you mean ${meant}?`;
}
