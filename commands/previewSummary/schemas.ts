import { z } from "zod";

/**
 * The two forms in which Pulumi prints a preview, as far as they are read here: the digest of `pulumi preview --json`, and its engine
 * events, one a line (`PULUMI_ENABLE_STREAMING_JSON_PREVIEW`). Source: `PreviewDigest` and `EngineEvent` in
 * pulumi/pulumi v3.259.0, sdk/go/common/display and sdk/go/common/apitype; compared with previews of the real engine in
 * test/stack/previewSummary.test.ts.
 */
const properties = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((value) => value ?? {});

const state = z
  .object({
    parent: z.string().optional(),
    protect: z.boolean().default(false),
    retainOnDelete: z.boolean().default(false),
    inputs: properties,
    outputs: properties,
  })
  .nullish();

const names = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);

const counts = z
  .record(z.string(), z.number())
  .nullish()
  .transform((value) => value ?? {});

const configuration = z.record(z.string(), z.string());

const digest = z.object({
  config: configuration.default({}),
  changeSummary: counts,
  steps: z
    .array(
      z.object({ op: z.string(), urn: z.string(), oldState: state, newState: state, diffReasons: names }),
    )
    .nullish()
    .transform((steps) => steps ?? []),
  diagnostics: z
    .array(z.object({ severity: z.string(), message: z.string(), urn: z.string().optional() }))
    .nullish()
    .transform((diagnostics) => diagnostics ?? []),
});

/** What `pulumi preview --json` prints. It leaves out what is empty, but never everything: any other JSON would be a preview without changes. */
export const digestSchema = z
  .looseObject({})
  .refine((value) => ["steps", "diagnostics", "changeSummary", "duration"].some((name) => name in value))
  .pipe(digest);

/** One engine event; all others are passed over. */
export const eventSchema = z.object({
  sequence: z.number(),
  preludeEvent: z.object({ config: configuration }).optional(),
  resourcePreEvent: z
    .object({ metadata: z.object({ op: z.string(), urn: z.string(), old: state, new: state, diffs: names }) })
    .optional(),
  diagnosticEvent: z
    .object({ severity: z.string(), message: z.string(), urn: z.string().optional() })
    .optional(),
  policyEvent: z
    .object({
      resourceUrn: z.string().optional(),
      message: z.string(),
      policyName: z.string(),
      enforcementLevel: z.string(),
    })
    .optional(),
  summaryEvent: z.object({ result: z.string().optional(), resourceChanges: counts }).optional(),
});

/** Of the configuration only what the summary shows. */
export const configuredMailboxes = z.array(
  z.looseObject({ key: z.string(), address: z.string(), signInUser: z.string().optional() }),
);
