import { changedInputs } from "../../commands/previewSummary/groups.ts";
import type { Preview, Step } from "../../commands/previewSummary/preview.ts";

/** Operations that change nothing. */
const quiet = ["same", "read", "refresh", "read-replacement", "discard", "discard-replaced"];

/** Inputs of a Cloud Provider that a renewed secret changes. */
const secretInputs = ["clientSecret", "secretKeyId", "secretExpires"];

/**
 * What a preview would do beside renewing secrets, a line for each resource. Empty: it renews secrets, or nothing.
 *
 * A renewal replaces a secret, hands it to the Cloud Provider, and runs `changeCommand` where there is one.
 */
export function otherChanges({ steps }: Preview): readonly string[] {
  return steps
    .filter((step) => !quiet.includes(step.op) && !belongsToRenewal(step))
    .map(({ op, urn }) => `${op} ${urn.type} ${urn.name}`);
}

function belongsToRenewal(step: Step): boolean {
  switch (step.urn.type) {
    case "azuread:index/applicationPassword:ApplicationPassword":
      return ["replace", "create-replacement", "delete-replaced"].includes(step.op);
    case "pulumi-nodejs:dynamic/xcally:CloudProvider":
      return step.op === "update" && changedInputs(step).every((name) => secretInputs.includes(name));
    case "command:local:Command":
      return true;
    default:
      return false;
  }
}
