/** A preview as this command needs it, whichever of Pulumi's two forms it came in. */
export interface Preview {
  readonly steps: readonly Step[];
  readonly diagnostics: readonly Diagnostic[];
  /** How many resources are to be created, updated and so on, by operation. */
  readonly counts: Readonly<Record<string, number>>;
  /** Whether it ended with an error, or did not end. */
  readonly failed: boolean;
  /** Name of the stack; undefined where the preview failed before it named a resource. */
  readonly stack: string | undefined;
  /** The mailboxes of the configuration by their key, as far as the preview shows it. */
  readonly mailboxes: ReadonlyMap<string, ConfiguredMailbox>;
  /** Values that must never be printed, whatever message they stand in. */
  readonly secrets: readonly string[];
}

/** What will be done with one resource. */
export interface Step {
  /** Such as `same`, `create`, `update`, `replace`, `delete`, `import`. */
  readonly op: string;
  readonly urn: Urn;
  /** The resource as it is; undefined for one that does not exist. */
  readonly old: State | undefined;
  /** The resource as it is to be; undefined for one that goes. */
  readonly new: State | undefined;
  /** What the engine found to differ, such as `triggers[1]`. Of a secret nothing else shows it: both of its values are masked. */
  readonly differs: readonly string[];
}

/** A resource name of Pulumi's, taken apart. */
export interface Urn {
  /** The whole name. */
  readonly text: string;
  readonly stack: string;
  /** Types of the component that it belongs to, outermost first, and its own at the end. */
  readonly types: readonly string[];
  /** Its own type. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
}

/** One side of a step. */
export interface State {
  /** The whole name of the component that the resource belongs to. */
  readonly parent: string | undefined;
  /** Whether Pulumi refuses to delete the resource. */
  readonly protect: boolean;
  /** Whether it is left in place when it goes. */
  readonly retainOnDelete: boolean;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

/** Properties of a resource; nothing of them is printed that is not named in `facts.ts`. */
export type Properties = Readonly<Record<string, unknown>>;

/** A message of the preview. */
export interface Diagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  /** The resource that it is about. */
  readonly urn: Urn | undefined;
}

/** What the configuration says of a mailbox. */
export interface ConfiguredMailbox {
  readonly address: string;
  /** Who signs in for it. */
  readonly signInUser: string;
}

/** Takes a resource name apart: `urn:pulumi:STACK::PROJECT::TYPE$TYPE::NAME`. Undefined for a text of another form. */
export function parseUrn(text: string): Urn | undefined {
  const [head = "", , chain, ...name] = text.split("::");
  if (!head.startsWith("urn:pulumi:") || chain === undefined || name.length === 0) return undefined;
  const types = chain.split("$");
  return {
    text,
    stack: head.slice("urn:pulumi:".length),
    types,
    type: types.at(-1) ?? "",
    name: name.join("::"),
  };
}
