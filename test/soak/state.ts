import { z } from "zod";
import type { InterruptibleStack } from "./engineRun.ts";

const exportSchema = z.object({
  deployment: z.object({
    pending_operations: z.array(z.unknown()).optional(),
    resources: z
      .array(
        z.object({
          urn: z.string(),
          type: z.string(),
          id: z.string().optional(),
          delete: z.boolean().optional(),
          outputs: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  }),
});

/** What the state knows. */
export interface KnownState {
  /** Ids as the servers give them, by type: of `azuread:index/application:Application` for instance. */
  readonly ids: (type: RegExp) => ReadonlySet<string>;
  /** Resources that are still to be deleted, and operations whose end nobody knows. */
  readonly unfinished: readonly string[];
  /** The former Cloud Provider of each linked account, by address; undefined where it had none. */
  readonly formerLinks: ReadonlyMap<string, unknown>;
}

/** Reads the state as `pulumi stack export` shows it. */
export async function readState(stack: InterruptibleStack): Promise<KnownState> {
  const { code, output } = await stack.run("stack", "export");
  if (code !== 0) throw new Error(`The state could not be exported: ${output}`);
  const { resources = [], pending_operations: pending = [] } = exportSchema.parse(
    JSON.parse(output.slice(output.indexOf("{"))),
  ).deployment;
  return {
    ids: (type) =>
      new Set(
        resources
          .filter((resource) => type.test(resource.type))
          .map(({ id = "" }) => id.replace(/^.*\//, "")),
      ),
    unfinished: [
      ...resources.filter((resource) => resource.delete).map(({ urn }) => `${urn} is still to be deleted`),
      ...pending.map((operation) => `pending operation ${JSON.stringify(operation).slice(0, 200)}`),
    ],
    formerLinks: new Map(
      resources
        .filter(({ type }) => type.endsWith("xcally:MailAccountAssociation"))
        .map(({ outputs = {} }) => [String(outputs["accountAddress"]), outputs["previousCloudProviderId"]]),
    ),
  };
}
