import { join } from "node:path";
import { z } from "zod";

/** Where recorded previews are. */
export const fixtures = join(import.meta.dirname, "fixtures");

/** Where the summaries are that they must give. */
export const golden = join(import.meta.dirname, "../../golden/previewSummary");

const properties = z.record(z.string(), z.unknown()).optional();
const state = z.object({
  parent: z.string().optional(),
  type: z.string(),
  protect: z.boolean().optional(),
  retainOnDelete: z.boolean().optional(),
  inputs: properties,
  outputs: properties,
});
const digest = z.object({
  config: z.record(z.string(), z.string()).optional(),
  steps: z
    .array(
      z.looseObject({
        op: z.string(),
        urn: z.string(),
        oldState: state.optional(),
        newState: state.optional(),
      }),
    )
    .optional(),
  diagnostics: z.array(z.unknown()).optional(),
  changeSummary: z.record(z.string(), z.number()).optional(),
});

/** The one resource whose outputs are read. */
const association = "pulumi-nodejs:dynamic/xcally:MailAccountAssociation";

/**
 * A real preview as a fixture: steps in the order of their names, ids replaced by numbers and ports by 9080, and without what nobody reads
 * (stack traces, dependencies, how long it took).
 */
export function toFixture(preview: string): string {
  const { steps = [], ...rest } = digest.parse(JSON.parse(preview));
  const short = steps
    .map(({ op, urn, oldState, newState }) => ({
      op,
      urn,
      ...(oldState === undefined ? {} : { oldState: only(oldState) }),
      ...(newState === undefined ? {} : { newState: only(newState) }),
    }))
    .toSorted((one, other) => (one.urn + one.op < other.urn + other.op ? -1 : 1));
  return JSON.stringify(withStableIds({ ...rest, steps: short }), undefined, 2);
}

/** Of a state only what is read; everything else would make fixtures long. */
function only({
  parent,
  type,
  protect,
  retainOnDelete,
  inputs = {},
  outputs,
}: z.output<typeof state>): unknown {
  const told = Object.entries(inputs).filter(([name]) => !name.startsWith("__"));

  return {
    parent,
    protect,
    retainOnDelete,
    ...(told.length > 0 ? { inputs: Object.fromEntries(told) } : {}),
    ...(type === association
      ? { outputs: { previousCloudProviderId: outputs?.["previousCloudProviderId"] } }
      : {}),
  };
}

function withStableIds(preview: unknown): unknown {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return number;
  };
  const text = JSON.stringify(preview)
    // The one id that Pulumi itself gives a meaning: a value that is not known yet.
    .replaceAll(
      /(?!04da6b54-80e4-46f7-96ec-b56ff0331ba9)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
      (id) => `00000000-0000-4000-8000-${String(numberOf(id)).padStart(12, "0")}`,
    )
    .replaceAll(/(?<=\b)[0-9a-f]{16}(?=\b)/g, (marker) => String(numberOf(marker)).padStart(16, "0"))
    .replaceAll(/(127\.0\.0\.1|localhost):\d+/g, "$1:9080");
  return JSON.parse(text);
}
