import * as pulumi from "@pulumi/pulumi";
import type { ExistingSecret, Graph } from "../entra/graph.ts";
import type { ApplicationSecret } from "./applicationSecrets.ts";
import type { ExistingRegistration } from "./existingRegistration.ts";
import { leftoverSecrets } from "./leftoverSecrets.ts";

/** Arguments of {@link tidySecrets}. */
export interface TidySecretsArgs {
  /** The name that messages use: `support (support@contoso.com)`. */
  readonly label: string;
  readonly existing: ExistingRegistration;
  /** Whether people have made the application: then secrets of theirs are no surprise. */
  readonly isAdopted: boolean;
  readonly applicationObjectId: pulumi.Output<string>;
  readonly marker: pulumi.Output<string>;
  readonly slots: readonly ApplicationSecret[];
}

/**
 * Removes doubles of the stack's own secrets, which a run that was cut off has left, once XCALLY has the one in use; and names secrets that
 * somebody else has made, which are never touched.
 *
 * @param isHandedOver an output that is there once XCALLY has been given the secret in use.
 * @param parent the component that messages are about.
 */
export function tidySecrets(
  { label, existing, isAdopted, applicationObjectId, marker, slots }: TidySecretsArgs,
  isHandedOver: pulumi.Output<unknown>,
  graph: Graph | undefined,
  parent: pulumi.Resource,
): void {
  const { secrets: listed, secretKeyIds: before } = existing;
  if (listed.length === 0 || graph === undefined) return;
  const inSlots = slots.map(({ keyId, displayName }) => ({ keyId, displayName }));
  pulumi
    .all([applicationObjectId, marker, pulumi.output(inSlots), isHandedOver])
    .apply(async ([objectId, word, current]) => {
      const found = leftoverSecrets({ listed, marker: word, before, slots: current });
      const warn = (some: readonly ExistingSecret[], what: string, whatToDo: string) => {
        if (some.length === 0) return;
        const keyIds = some.map(({ keyId }) => keyId).join(", ");
        void pulumi.log.warn(
          `The application ${objectId} of ${label} has ${what}: ${keyIds}. ${whatToDo}`,
          parent,
        );
      };
      if (!isAdopted) {
        warn(
          found.foreign,
          "client secrets that this stack did not make",
          "They are left alone; remove them in the Entra admin center if nobody uses them.",
        );
      }
      warn(
        found.doubtful,
        "client secrets of this stack's that its state does not know",
        "XCALLY may have one of them, perhaps because an older state was restored: run pulumi refresh and pulumi up, then remove them in the Entra admin center.",
      );
      warn(
        found.others,
        "client secrets of this stack's from other periods",
        "pulumi up removes those that wait for it; one that stays was left by a run that was cut off, nobody knows it, and it can be removed in the Entra admin center.",
      );
      for (const { keyId } of found.doubles) {
        const verb = pulumi.runtime.isDryRun() ? "Will remove" : "Removes";
        void pulumi.log.info(
          `${verb} the client secret ${keyId} of ${label}, a double that a run which was cut off has left.`,
          parent,
        );
        if (!pulumi.runtime.isDryRun()) await graph.removeSecret(objectId, keyId);
      }
    });
}
