import "../../../components/lean.ts";
import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { z } from "zod";

/**
 * A Pulumi program that declares what is in the state of a stack, from the state itself: no look at what there is, no check, no component code, no outputs, no
 * dependencies. What a preview of it takes is about what Pulumi's engine, its SDK (with the stack's lazy libraries and lean runtime) and the plugins take for these resources.
 *
 * The state, with its secrets in plain text, is the file that SAME_RESOURCES names (`pulumi stack export --show-secrets`).
 */
const stateSchema = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({
        urn: z.string(),
        type: z.string(),
        custom: z.boolean().default(false),
        inputs: z.record(z.string(), z.unknown()).default({}),
        parent: z.string().optional(),
        provider: z.string().optional(),
        deletedWith: z.string().optional(),
        ignoreChanges: z.array(z.string()).optional(),
        additionalSecretOutputs: z.array(z.string()).optional(),
        protect: z.boolean().optional(),
        retainOnDelete: z.boolean().optional(),
      }),
    ),
  }),
});
const secretSchema = z.object({ plaintext: z.string() });
const recordSchema = z.record(z.string(), z.unknown());
class Provider extends pulumi.ProviderResource {}
class Resource extends pulumi.CustomResource {}
const providerType = "pulumi:providers:";

const state = stateSchema.parse(JSON.parse(readFileSync(process.env["SAME_RESOURCES"] ?? "", "utf8")));
const declared = new Map<string, pulumi.Resource>();
for (const resource of state.deployment.resources) {
  const { urn, type, custom, inputs, provider, parent, deletedWith, ...options } = resource;
  const name = urn.split("::").slice(3).join("::");
  // The engine declares the stack itself and the providers that nobody has named.
  if (type === "pulumi:pulumi:Stack" || (type.startsWith(providerType) && name.startsWith("default")))
    continue;
  const found = (reference: string | undefined) => declared.get(reference ?? "");
  const opts = {
    ...options,
    parent: found(parent),
    deletedWith: found(deletedWith),
    provider: found(provider?.slice(0, provider.lastIndexOf("::"))),
  } as pulumi.CustomResourceOptions;
  declared.set(urn, declare(type, name, custom, recordSchema.parse(plain(inputs)), opts));
}

function declare(
  type: string,
  name: string,
  custom: boolean,
  inputs: Record<string, unknown>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  if (type.startsWith(providerType)) return new Provider(type.slice(providerType.length), name, inputs, opts);
  return custom ? new Resource(type, name, inputs, opts) : new pulumi.ComponentResource(type, name, {}, opts);
}

/** An input as a program would write it. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  const secret = secretSchema.safeParse(value);
  if (secret.success) return pulumi.secret(JSON.parse(secret.data.plaintext) as unknown);
  const record = recordSchema.safeParse(value);
  return record.success
    ? Object.fromEntries(Object.entries(record.data).map(([key, of]) => [key, plain(of)]))
    : value;
}
