import * as pulumi from "@pulumi/pulumi";
import type { ExistingSecret, Graph } from "../entra/graph.ts";
import type { ExistingRegistration } from "./existingRegistration.ts";
import { leftoverSecrets } from "./leftoverSecrets.ts";

/** Arguments of {@link tidySecrets}. */
export interface TidySecretsArgs {
  /** The name that messages use: `support (support@contoso.com)`. */
  readonly label: string;
  /** What Entra ID and the state had when the run began. */
  readonly existing: Pick<ExistingRegistration, "secrets" | "secretsInState">;
  /** Whether people have made the application: then secrets of theirs are no surprise. */
  readonly isAdopted: boolean;
  readonly applicationObjectId: pulumi.Output<string>;
  readonly marker: pulumi.Output<string>;
  /** Key ids of the secrets in the two slots. */
  readonly slots: readonly pulumi.Output<string>[];
  /** Key id of the secret that XCALLY was given last, an output of the Cloud Provider: it is there once XCALLY has the secret in use. */
  readonly held: pulumi.Output<string | undefined>;
}

/**
 * Removes the stack's own secrets that are neither in a slot nor in XCALLY, once XCALLY has the one in use: those that were replaced, and
 * doubles that a run which was cut off has left. One that cannot be removed is a warning: the next run tries again. Names secrets that
 * somebody else has made, which are never touched.
 *
 * @param parent the component that messages are about.
 */
export function tidySecrets(
  { label, existing, isAdopted, applicationObjectId, marker, slots, held }: TidySecretsArgs,
  graph: Graph | undefined,
  parent: pulumi.Resource,
): void {
  const { secrets: listed, secretsInState: before } = existing;
  if (listed.length === 0 || graph === undefined) return;
  pulumi
    .all([applicationObjectId, marker, pulumi.all([...slots]), held])
    .apply(async ([objectId, word, current, inXcally]) => {
      const found = leftoverSecrets({ listed, marker: word, slots: current, held: inXcally, before });
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
        "XCALLY may have one of them, perhaps because an older state was restored. (1) Run pulumi refresh, (2) run pulumi up, which gives XCALLY a secret that the state knows, " +
          "(3) only then remove them in the Entra admin center.",
      );
      for (const { keyId } of found.removable) {
        const verb = pulumi.runtime.isDryRun() ? "Will remove" : "Removes";
        void pulumi.log.info(
          `${verb} the client secret ${keyId} of ${label}, which XCALLY does not use any more.`,
          parent,
        );
        if (pulumi.runtime.isDryRun()) continue;
        await graph.removeSecret(objectId, keyId).catch((error: unknown) => {
          void pulumi.log.warn(
            `${error instanceof Error ? error.message : String(error)} The next run tries again.`,
            parent,
          );
        });
      }
    });
}
