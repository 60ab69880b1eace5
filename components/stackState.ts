import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { reasonOf } from "./azureadError.ts";
import { nameWithoutSite } from "./site.ts";

/** What the stack's state knows at the beginning of a run. */
export interface StackState {
  /**
   * Whether the state has a resource; one that only waits for its deletion counts as not there.
   *
   * @param type such as `random:index/randomId:RandomId`.
   * @param name logical name of the resource.
   */
  has(type: string, name: string): boolean;
  /** A text among its outputs; undefined when there is none, or no such resource. */
  text(type: string, name: string, output: string): string | undefined;
  /** Whether one of its outputs is true. */
  isTrue(type: string, name: string, output: string): boolean;
  /** Logical names of the resources of a type. */
  names(type: string): readonly string[];
  /** Logical name of the first resource of a type with this text as an output. */
  nameOf(type: string, output: string, value: string): string | undefined;
}

const answer = z.object({
  outputs: z
    .record(z.string(), z.object({ outputs: z.record(z.string(), z.unknown()).default({}) }))
    .default({}),
});

/**
 * Reads the state of this very stack, as it was when the run began, through the engine (its built-in function
 * `readStackResourceOutputs`, which serves every backend).
 *
 * Pulumi tells a program nothing of its own state, but only who knows it can tell an application that a run was killed over from one
 * that is in good hands.
 *
 * @param site only its resources are told, by their names without the site; undefined stands for those of no site.
 */
export async function readStackState(site: string | undefined): Promise<StackState> {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const { outputs } = await pulumi.runtime
    .invoke("pulumi:pulumi:readStackResourceOutputs", { stackName })
    // A file backend of the old layout knows bare names only.
    .catch(() =>
      pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName: pulumi.getStack() }),
    )
    .then((value: unknown) => answer.parse(value))
    .catch((error: unknown) => {
      throw new pulumi.RunError(
        `Could not read the state of the stack ${stackName} at the beginning of the run: ${reasonOf(error)}. ` +
          `Use the Pulumi CLI that the README names.`,
      );
    });
  // By type, then by name: every mailbox asks for its own, and some look through all of a type.
  const types = new Map<string, Map<string, Readonly<Record<string, unknown>>>>();
  for (const [urn, resource] of Object.entries(outputs)) {
    const [, , parents = "", ...parts] = urn.split("::");
    const name = nameWithoutSite(site, parts.join("::"));
    if (name === undefined) continue;
    const type = parents.slice(parents.lastIndexOf("$") + 1);
    const names = types.get(type) ?? new Map<string, Readonly<Record<string, unknown>>>();
    types.set(type, names.set(name, resource.outputs));
  }
  const ofType = (type: string) => types.get(type) ?? new Map<string, Readonly<Record<string, unknown>>>();
  return {
    nameOf: (type, output, value) => [...ofType(type)].find(([, outputs]) => outputs[output] === value)?.[0],
    isTrue: (type, name, output) => ofType(type).get(name)?.[output] === true,
    names: (type) => [...ofType(type).keys()],
    has: (type, name) => ofType(type).has(name),
    text: (type, name, output) => {
      const value = ofType(type).get(name)?.[output];
      return typeof value === "string" ? value : undefined;
    },
  };
}
