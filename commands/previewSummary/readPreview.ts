import { z } from "zod";
import { parseUrn, type ConfiguredMailbox, type Diagnostic, type Preview, type Step } from "./preview.ts";
import { configuredMailboxes, digestSchema, eventSchema } from "./schemas.ts";
import { secretsIn } from "./secrets.ts";

type Digest = z.output<typeof digestSchema>;
type State = Digest["steps"][number]["oldState"];

/** Halves of a replacement, which Pulumi names beside the replacement itself in its events. */
const halves = ["create-replacement", "delete-replaced"];

/**
 * Reads a preview in either of Pulumi's forms.
 *
 * @throws Error in one sentence when the text is no preview.
 */
export function readPreview(text: string): Preview {
  if (text.trim() === "") {
    throw new Error(
      "The preview is empty, so pulumi failed before it began: read what it wrote to the standard error.",
    );
  }
  try {
    const digest = wholeDigest(text);
    return digest === undefined ? fromEvents(text) : fromDigest(digest);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    throw new Error(
      "This is no preview, or only a part of one: give what pulumi preview --json prints, the standard output alone.",
      { cause: error },
    );
  }
}

/** Undefined for engine events, of which a single one is a JSON text too. */
function wholeDigest(text: string): Digest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return eventSchema.safeParse(value).success ? undefined : digestSchema.parse(value);
}

function fromDigest({ config, steps, diagnostics, changeSummary }: Digest): Preview {
  const failed = diagnostics.some(({ severity }) => severity === "error");
  return preview(
    config,
    steps.flatMap(({ op, urn, oldState, newState, diffReasons }) =>
      step(op, urn, oldState, newState, diffReasons),
    ),
    diagnostics.flatMap(({ severity, message, urn }) => diagnostic(severity, message, urn)),
    changeSummary,
    failed,
  );
}

function fromEvents(text: string): Preview {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const events = lines.map((line) => eventSchema.parse(JSON.parse(line)));
  const result = events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent;
  const isCutOff = result === undefined;
  const messages = events.flatMap(({ diagnosticEvent, policyEvent }) => [
    ...(diagnosticEvent === undefined
      ? []
      : diagnostic(diagnosticEvent.severity, diagnosticEvent.message, diagnosticEvent.urn)),
    ...(policyEvent === undefined
      ? []
      : diagnostic(
          policyEvent.enforcementLevel === "mandatory" ? "error" : "warning",
          `${policyEvent.policyName}: ${withoutDescription(policyEvent.message)}`,
          policyEvent.resourceUrn,
        )),
  ]);
  const cutOff = diagnostic("error", "The preview was cut off: its events have no end.", undefined);
  const all = isCutOff ? [...messages, ...cutOff] : messages;
  return preview(
    events.find(({ preludeEvent }) => preludeEvent !== undefined)?.preludeEvent?.config ?? {},
    events.flatMap(({ resourcePreEvent }) => {
      if (resourcePreEvent === undefined) return [];
      const { op, urn, old, new: wanted, diffs } = resourcePreEvent.metadata;
      return halves.includes(op) ? [] : step(op, urn, old, wanted, diffs);
    }),
    all,
    result?.resourceChanges ?? {},
    result?.result === "failed" || all.some(({ severity }) => severity === "error"),
  );
}

function preview(
  config: Digest["config"],
  steps: readonly Step[],
  diagnostics: readonly Diagnostic[],
  counts: Digest["changeSummary"],
  failed: boolean,
): Preview {
  const mailboxes = Object.entries(config).find(([key]) => key.endsWith(":mailboxes"))?.[1];
  return {
    steps,
    diagnostics,
    counts,
    failed,
    stack: steps[0]?.urn.stack,
    mailboxes: configured(mailboxes),
    secrets: secretsIn([config, ...steps.flatMap((one) => [one.old, one.new])]),
  };
}

function step(
  op: string,
  text: string,
  old: State,
  wanted: State,
  differs: readonly string[],
): readonly Step[] {
  const urn = parseUrn(text);
  if (urn === undefined) return [];
  return [{ op, urn, old: withParent(old), new: withParent(wanted), differs }];
}

function withParent(state: State): Step["old"] {
  return state === undefined || state === null ? undefined : { ...state, parent: state.parent };
}

function diagnostic(severity: string, message: string, urn: string | undefined): readonly Diagnostic[] {
  const [known] = (["info", "warning", "error"] as const).filter((name) => severity.startsWith(name));
  const text = message.replace(/^(?:error|warning|info): /, "").trim();
  // What is left are debug lines, which hold requests of the plugins.
  if (known === undefined || text === "") return [];
  return [{ severity: known, message: text, urn: urn === undefined ? undefined : parseUrn(urn) }];
}

/** Pulumi puts a policy's description on a line of its own before what the policy says. */
function withoutDescription(message: string): string {
  const [first, ...others] = message.trim().split("\n");
  return others.length === 0 ? (first ?? "") : others.join("\n");
}

/** Empty where the configuration does not show mailboxes, or not as they should be: then the preview has failed anyway. */
function configured(json: string | undefined): ReadonlyMap<string, ConfiguredMailbox> {
  try {
    const found = configuredMailboxes.parse(JSON.parse(json ?? "[]"));
    return new Map(
      found.map(({ key, address, signInUser }) => [key, { address, signInUser: signInUser ?? address }]),
    );
  } catch {
    return new Map();
  }
}
