import * as pulumi from "@pulumi/pulumi";
import type { SecretSettings } from "../config/rotation.ts";
import type { Graph } from "../entra/graph.ts";
import { secretRefusal, type SecretRule } from "../entra/secretPolicy.ts";
import type { ExistingRegistration } from "./existingRegistration.ts";
import type { RegistrationSubject } from "./registrationSubject.ts";

/** The tenant's rules for client secrets; undefined where the identity that runs the stack may not read them, or Graph fails. */
export async function readSecretRules(graph: Graph): Promise<readonly SecretRule[] | undefined> {
  try {
    return await graph.secretRules();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void pulumi.log.warn(`${reason} So it is not known whether the tenant allows the secrets of this stack.`);
    return undefined;
  }
}

/** How many mailboxes a message names. */
const mostNames = 5;

/** Warns, in a preview too, of secrets that Entra ID will refuse, once for each reason. */
export function sayRefusedSecrets(
  subjects: readonly RegistrationSubject[],
  existing: ReadonlyMap<string, ExistingRegistration>,
  rules: readonly SecretRule[],
  { secret: { lifetimeDays }, today }: { readonly secret: SecretSettings; readonly today: Date },
): void {
  const refused = subjects.flatMap(({ name, label }) => {
    const created = existing.get(name)?.createdDateTime;
    const applicationCreated = created === undefined ? today : new Date(created);
    const refusal = secretRefusal(rules, { applicationCreated, lifetimeDays });
    return refusal === undefined ? [] : [{ label, refusal }];
  });
  for (const [code, all] of Map.groupBy(refused, ({ refusal }) => refusal.code)) {
    const [first] = all;
    if (!first) continue;
    const labels = all.map(({ label }) => label);
    const others = labels.length - mostNames;
    const names = [...labels.slice(0, mostNames), ...(others > 0 ? [`${others} more`] : [])].join(", ");
    const { reason, action } = first.refusal;
    void pulumi.log.warn(
      `Entra ID will refuse the next secret of mailbox ${names} (${code}): ${reason}. ` +
        `What XCALLY has keeps working until it ends; ${action}, unless the application is exempted already.`,
    );
  }
}
