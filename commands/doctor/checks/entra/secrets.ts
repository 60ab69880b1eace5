import { millisecondsPerDay } from "../../../../config/window.ts";
import type { SecretSettings } from "../../../../config/rotation.ts";
import { fail, pass, warn, type Finding } from "../../finding.ts";
import type { FoundRegistration } from "./foundRegistration.ts";

/** Whether the secret that XCALLY has is still one of the application's, and for how long. */
export function checkSecrets(
  { registration: { label, output }, application }: FoundRegistration,
  { warnDays }: Pick<SecretSettings, "warnDays">,
  now: Date,
): readonly Finding[] {
  if (application === undefined) return [];
  const { activeSecretKeyId: keyId, secretExpires } = output;
  const inUse = application.secrets.find((secret) => secret.keyId === keyId);
  const renew = "Run pulumi up, which renews it.";
  if (keyId !== "" && inUse === undefined) {
    return [
      fail(
        `The secret ${keyId} that XCALLY has for the application ${label} is gone from Entra ID (AADSTS7000215).`,
        "whoever runs the stack",
        "Run pulumi refresh and pulumi up, which makes a new one and hands it over.",
      ),
    ];
  }
  // A secret that people gave XCALLY has no key id here; it is replaced on the day that the configuration names.
  const ends = inUse?.ends ?? new Date(secretExpires);
  const days = Math.floor((ends.getTime() - now.getTime()) / millisecondsPerDay);
  const day = ends.toISOString().slice(0, 10);
  if (ends <= now) {
    return [
      fail(
        `The secret in use of the application ${label} has ended on ${day} (AADSTS7000222).`,
        "whoever runs the stack",
        renew,
      ),
    ];
  }
  const says = `The secret in use of the application ${label} ends on ${day}, in ${days} days.`;
  const isSoon = ends.getTime() - now.getTime() <= warnDays * millisecondsPerDay;
  return [isSoon ? warn(says, "whoever runs the stack", renew) : pass(says)];
}
