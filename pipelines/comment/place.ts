/** The comments of one pull request, or merge request, on the server that has it. Every operation may throw an Error in one sentence. */
export interface PullRequest {
  /** The comment whose text begins as given; undefined where there is none. */
  find(beginning: string): Promise<Comment | undefined>;
  /** Adds a comment. */
  add(text: string): Promise<void>;
}

/** A comment that exists. */
export interface Comment {
  /** Gives it another text. */
  replace(text: string): Promise<void>;
}

/** Environment variables of the pipeline. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads variables of the environment that must be there.
 *
 * @throws Error naming the ones that are missing.
 */
export function required<Name extends string>(
  environment: Environment,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => (environment[name] ?? "") === "");
  if (missing.length > 0) {
    throw new Error(`The comment needs ${missing.join(", ")} in the environment; see docs/pipelines.md.`);
  }
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? ""])) as Record<Name, string>;
}
