import type { PermissionName } from "../entra/permissions.ts";
import {
  contractOverridesSchema,
  type ContractOverrides,
  defaultContract,
  resolveContract,
  type Contract,
} from "../xcally/contract.ts";
import type { Environment } from "./authentication.ts";
import { readExchange, type ExchangeSettings } from "./exchange.ts";
import type { Mailbox } from "./mailbox.ts";
import { readMailboxes } from "./mailboxList.ts";
import { applicationModes, signInAudiences } from "./options.ts";
import type { ApplicationMode, ConsentMode, SignInAudience } from "./options.ts";
import { isObject, readObject, readValue } from "./read.ts";
import { readRedirectUri, type RedirectUri } from "./redirectUri.ts";
import { readSecretSettings, type SecretSettings } from "./rotation.ts";
import { readSecretProof, type SecretProofSettings } from "./secretProof.ts";
import { SettingsError, type Origin, type Report, type SettingsIssue } from "./settingsError.ts";
import { defaultNamePrefix, stackFields, stackValues } from "./stackFields.ts";
import { withoutUndefined } from "./withoutUndefined.ts";
import { readXcally, type XcallySettings } from "./xcally.ts";

/** What the settings are read for: a run that may change something, or a look, such as a preview. */
export type Purpose = "change" | "look";

/** The whole configuration of a stack, checked, with every default filled in. */
export interface Settings {
  readonly xcally: XcallySettings;
  /** What is taken to hold of XCALLY's API: the default contract with the configuration's overrides. */
  readonly contract: Contract;
  /** The overrides alone: what the provider is given, so that a better default reaches old stacks. */
  readonly contractOverrides: ContractOverrides;
  /** Registered on every application. */
  readonly redirectUri: RedirectUri;
  /** If set, the tenant that the deployer must be signed in to. In lower case. */
  readonly tenantId?: string;
  /** Defaults to `AzureADMyOrg`. */
  readonly signInAudience: SignInAudience;
  /** Defaults to `tenant`. */
  readonly consent: ConsentMode;
  /** Defaults to `perMailbox`. */
  readonly application: ApplicationMode;
  /** Delegated permissions beside those of the protocols. Defaults to none. */
  readonly additionalPermissions: readonly PermissionName[];
  /** What the names of applications begin with. Defaults to `XCALLY mail`. */
  readonly applicationNamePrefix: string;
  /** Whether only the mailbox's sign-in user may sign in to its application. Defaults to false. */
  readonly restrictToMailboxUser: boolean;
  /** Whether what a mailbox has is protected unless its record says otherwise. Defaults to true. */
  readonly protect: boolean;
  readonly secret: SecretSettings;
  /** Empty where everything is left to its default. */
  readonly secretProof: SecretProofSettings;
  /**
   * Shell command to run when the credentials of a mailbox have changed. It is treated as a secret, here and by whoever
   * uses it, because it may hold the token of a webhook.
   */
  readonly changeCommand?: string;
  /** Whether the stack runs the Exchange commands that mail needs. Defaults to not. */
  readonly exchange: ExchangeSettings;
  /** What this machine lacks to run them, a sentence or two each. Empty for a change, for which it is a mistake. */
  readonly missingForUp: readonly string[];
  /** At least one, in the order of the configuration. */
  readonly mailboxes: readonly Mailbox[];
}

/**
 * Reads and checks a stack's configuration.
 *
 * @param raw Pulumi's flat configuration: `xcally-mail-authentication:key` to text, objects and lists as JSON;
 * keys of other namespaces are ignored
 * @param environment the process's environment variables; of these only the credentials are looked at, and the PATH where commands
 * of Exchange are to be run
 * @param purpose defaults to `change`, for which what this machine lacks to run commands of Exchange is a mistake; whoever looks need not be
 * able to sign in to Exchange
 * @throws {SettingsError} naming every mistake, if there is one
 */
export function readSettings(
  raw: Readonly<Record<string, string>>,
  environment: Environment,
  purpose: Purpose = "change",
): Settings {
  return readValues(stackValues(raw), environment, purpose, "stack");
}

/**
 * As {@link readSettings}, of values by their keys; single ones are texts.
 *
 * @throws {SettingsError} naming every mistake, if there is one
 */
export function readValues(
  values: Readonly<Record<string, unknown>>,
  environment: Environment,
  purpose: Purpose,
  origin: Origin,
): Settings {
  const issues: SettingsIssue[] = [];
  const report: Report = (issue) => {
    issues.push(issue);
  };
  const { partial, complete } = readObject(values, stackFields, {
    path: "",
    report,
    // Their values stand in no message.
    secret: ["xcallyApiKey", "xcallyPassword", "changeCommand"],
  });
  const contractOverrides = readContractOverrides(partial.contract, report);
  const contract = resolveContract(contractOverrides);
  // A setting that is wrong is reported above; the rest is checked as if it were the default.
  const rules = {
    application: partial.application ?? applicationModes[0],
    signInAudience: partial.signInAudience ?? signInAudiences[0],
    applicationNamePrefix: partial.applicationNamePrefix ?? defaultNamePrefix,
    markerTemplate: contract.cloudProvider.marker.template,
    protect: partial.protect ?? true,
  };
  const xcally = readXcally(partial, contract, environment, report, origin);
  const redirectUri = readRedirectUri(
    partial.redirectUri,
    xcally?.url,
    contract,
    rules.signInAudience,
    report,
  );
  const secret = readSecretSettings(partial.secret ?? {}, { path: "secret", report });
  const secretProof = readSecretProof(partial.secretProof ?? {}, { path: "secretProof", report });
  const missingForUp: SettingsIssue[] = [];
  const exchange = readExchange(
    partial.exchange ?? {},
    environment,
    { path: "exchange", report },
    purpose === "change" ? report : (issue) => void missingForUp.push(issue),
  );
  const mailboxes = readMailboxes(partial.mailboxes, rules, { path: "mailboxes", report });
  if (issues.length > 0 || !complete || !xcally || !redirectUri || !secret || !exchange)
    throw new SettingsError(issues, origin);
  const { tenantId, changeCommand } = complete;
  return {
    xcally,
    contract,
    contractOverrides,
    redirectUri,
    ...withoutUndefined({ tenantId, changeCommand }),
    signInAudience: complete.signInAudience,
    consent: complete.consent,
    application: complete.application,
    additionalPermissions: complete.additionalPermissions,
    applicationNamePrefix: complete.applicationNamePrefix,
    restrictToMailboxUser: complete.restrictToMailboxUser,
    protect: complete.protect,
    secret,
    secretProof,
    exchange,
    missingForUp: missingForUp.map(({ path, message }) => `${path}: ${message}`),
    mailboxes,
  };
}

function readContractOverrides(value: unknown, report: Report): ContractOverrides {
  const knownKeys = (path: readonly PropertyKey[]) => {
    const at = (part: unknown, key: PropertyKey) => (isObject(part) ? part[String(key)] : undefined);
    return Object.keys(path.reduce<unknown>(at, defaultContract) ?? {});
  };
  const read = readValue(value ?? {}, contractOverridesSchema, "contract", report, { knownKeys });
  return read.ok ? read.value : {};
}
