import { changedInputs, changesSomething } from "../../commands/previewSummary/groups.ts";
import { changesGuards } from "../../commands/previewSummary/guards.ts";
import type { Preview, Step } from "../../commands/previewSummary/preview.ts";

/** Operations by which a resource is replaced. */
const replacing = ["replace", "create-replacement", "delete-replaced"];

/** Inputs of a Cloud Provider that a renewed secret changes. */
const secretInputs = ["clientSecret", "secretKeyId", "secretExpires"];

/**
 * What a preview would do beside renewing secrets, a line for each resource. Empty: it renews secrets, or nothing.
 *
 * A renewal replaces a secret, hands it to the Cloud Provider, and runs `changeCommand` where there is one: the command as it is, because
 * another one has not been approved, and neither has one of Exchange's.
 */
export function otherChanges({ steps }: Preview): readonly string[] {
  return steps
    .filter((step) => changesSomething(step) && !belongsToRenewal(step))
    .map(({ op, urn }) => `${op === "same" ? "protect or retain otherwise" : op} ${urn.type} ${urn.name}`);
}

function belongsToRenewal(step: Step): boolean {
  if (changesGuards(step)) return false;
  switch (step.urn.type) {
    case "azuread:index/applicationPassword:ApplicationPassword":
      return replacing.includes(step.op);
    case "pulumi-nodejs:dynamic/xcally:CloudProvider":
      return step.op === "update" && changedInputs(step).every((name) => secretInputs.includes(name));
    case "command:local:Command":
      return (
        replacing.includes(step.op) && step.differs.every((path) => /^(?:environment|triggers)\b/.test(path))
      );
    default:
      return false;
  }
}
