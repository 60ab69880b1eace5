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
  const resources = new Map(
    Object.entries(outputs).flatMap(([urn, resource]) => {
      const [, , types = "", ...parts] = urn.split("::");
      const name = nameWithoutSite(site, parts.join("::"));
      if (name === undefined) return [];
      return [[`${types.slice(types.lastIndexOf("$") + 1)}::${name}`, resource.outputs] as const];
    }),
  );
  return {
    nameOf: (type, output, value) =>
      [...resources]
        .find(([key, outputs]) => key.startsWith(`${type}::`) && outputs[output] === value)?.[0]
        .slice(type.length + 2),
    isTrue: (type, name, output) => resources.get(`${type}::${name}`)?.[output] === true,
    names: (type) =>
      [...resources.keys()]
        .filter((key) => key.startsWith(`${type}::`))
        .map((key) => key.slice(type.length + 2)),
    has: (type, name) => resources.has(`${type}::${name}`),
    text: (type, name, output) => {
      const value = resources.get(`${type}::${name}`)?.[output];
      return typeof value === "string" ? value : undefined;
    },
  };
}
