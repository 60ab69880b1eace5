import * as pulumi from "@pulumi/pulumi";
import type { ExistingSecret, Graph } from "../entra/graph.ts";
import { leftoverSecrets } from "./leftoverSecrets.ts";

/** Arguments of {@link tidySecrets}. */
export interface TidySecretsArgs {
  /** The name that messages use: `support (support@contoso.com)`. */
  readonly label: string;
  /** The secrets that the application had when the run began. */
  readonly listed: readonly ExistingSecret[];
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
 * doubles that a run which was cut off has left. Names secrets that somebody else has made, which are never touched.
 *
 * @param parent the component that messages are about.
 */
export function tidySecrets(
  { label, listed, isAdopted, applicationObjectId, marker, slots, held }: TidySecretsArgs,
  graph: Graph | undefined,
  parent: pulumi.Resource,
): void {
  if (listed.length === 0 || graph === undefined) return;
  pulumi
    .all([applicationObjectId, marker, pulumi.all([...slots]), held])
    .apply(async ([objectId, word, current, inXcally]) => {
      const found = leftoverSecrets({ listed, marker: word, slots: current, held: inXcally });
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
      for (const { keyId } of found.removable) {
        const verb = pulumi.runtime.isDryRun() ? "Will remove" : "Removes";
        void pulumi.log.info(
          `${verb} the client secret ${keyId} of ${label}, which XCALLY does not use any more.`,
          parent,
        );
        if (!pulumi.runtime.isDryRun()) await graph.removeSecret(objectId, keyId);
      }
    });
}
