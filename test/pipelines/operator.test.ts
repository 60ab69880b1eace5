import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { pulumiVersion } from "../../tools/engine/pins.ts";
import { readPipelineFile, repository } from "./files.ts";

/**
 * The fields of the Pulumi Kubernetes Operator v2.9.0 that the files use (operator/api/pulumi/shared/stack_types.go and
 * operator/api/auto/v1alpha1/workspace_types.go of pulumi/pulumi-kubernetes-operator); any other field is a mistake.
 */
const metadata = z.strictObject({ name: z.string(), namespace: z.literal("xcally-mail") });
const reference = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("Literal"), literal: z.strictObject({ value: z.string() }) }),
  z.strictObject({
    type: z.literal("Secret"),
    secret: z.strictObject({ name: z.string(), key: z.string(), namespace: z.string().optional() }),
  }),
]);
const stack = z.strictObject({
  apiVersion: z.literal("pulumi.com/v1"),
  kind: z.literal("Stack"),
  metadata,
  spec: z.strictObject({
    stack: z.string(),
    backend: z.url(),
    projectRepo: z.url(),
    branch: z.string(),
    shallow: z.boolean(),
    serviceAccountName: z.string(),
    useLocalStackOnly: z.literal(true),
    preview: z.boolean().optional(),
    continueResyncOnCommitMatch: z.boolean().optional(),
    resyncFrequencySeconds: z.int().min(60),
    retryOnUpdateConflict: z.boolean().optional(),
    retryMaxBackoffDurationSeconds: z.int().optional(),
    destroyOnFinalize: z.literal(false).optional(),
    workspaceReclaimPolicy: z.enum(["Retain", "Delete"]).optional(),
    envRefs: z.record(z.string(), reference),
    workspaceTemplate: z.strictObject({
      spec: z.strictObject({
        image: z.string(),
        podTemplate: z.strictObject({
          metadata: z.strictObject({ labels: z.record(z.string(), z.string()) }),
        }),
        resources: z.strictObject({
          requests: z.record(z.enum(["cpu", "memory"]), z.string()),
          limits: z.partialRecord(z.enum(["cpu", "memory"]), z.string()),
        }),
      }),
    }),
  }),
});
const identity = z.tuple([
  z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("Namespace"),
    metadata: z.strictObject({ name: z.literal("xcally-mail") }),
  }),
  z.strictObject({
    apiVersion: z.literal("v1"),
    kind: z.literal("ServiceAccount"),
    metadata: metadata.extend({ annotations: z.record(z.string(), z.string()) }),
  }),
  z.strictObject({
    apiVersion: z.literal("rbac.authorization.k8s.io/v1"),
    kind: z.literal("ClusterRoleBinding"),
    metadata: z.strictObject({ name: z.string() }),
    roleRef: z.strictObject({
      apiGroup: z.literal("rbac.authorization.k8s.io"),
      kind: z.literal("ClusterRole"),
      name: z.literal("system:auth-delegator"),
    }),
    subjects: z.array(z.strictObject({ kind: z.literal("ServiceAccount") }).extend(metadata.shape)),
  }),
]);

const documents = (name: string) =>
  parseAllDocuments(readPipelineFile(`operator/${name}`)).map((document) => document.toJS() as unknown);
const readStack = (name: string) => z.tuple([stack]).parse(documents(name))[0];

describe("the resources for the Pulumi Kubernetes Operator", () => {
  const production = readStack("production.yaml");
  const review = readStack("review.yaml");

  test("have only fields that the operator knows", () => {
    expect(readdirSync(join(repository, "pipelines/operator")).sort()).toEqual([
      "identity.yaml",
      "production.yaml",
      "review.yaml",
    ]);
    const [, account, binding] = identity.parse(documents("identity.yaml"));
    expect(binding.subjects).toEqual([{ kind: "ServiceAccount", ...nameOf(account.metadata) }]);
    expect(production.spec.serviceAccountName).toBe(account.metadata.name);
    expect(account.metadata.annotations["azure.workload.identity/client-id"]).toBe(
      production.spec.envRefs["ARM_CLIENT_ID"]?.type === "Literal"
        ? production.spec.envRefs["ARM_CLIENT_ID"].literal.value
        : undefined,
    );
  });

  test("run again without a new commit, because renewals become due by the calendar", () => {
    expect(production.spec).toMatchObject({
      continueResyncOnCommitMatch: true,
      resyncFrequencySeconds: 3600,
    });
    expect(production.spec.preview).toBeUndefined();
  });

  test("review differs from production in what makes it a preview of another branch, and in nothing else", () => {
    const ofUpdates = {
      continueResyncOnCommitMatch: undefined,
      retryOnUpdateConflict: undefined,
      retryMaxBackoffDurationSeconds: undefined,
      destroyOnFinalize: undefined,
    };
    // toEqual takes what is undefined for absent.
    expect(review.spec).toEqual({
      ...production.spec,
      ...ofUpdates,
      branch: "review",
      preview: true,
      resyncFrequencySeconds: 300,
      workspaceReclaimPolicy: "Delete",
    });
  });

  test("hold no secret, and use the Pulumi that the program is tested with", () => {
    for (const { spec } of [production, review]) {
      expect(spec.workspaceTemplate.spec.image).toBe(`pulumi/pulumi:${pulumiVersion}-nonroot`);
      expect(spec.envRefs["ARM_CLIENT_SECRET"]?.type).toBe("Secret");
    }
  });
});

function nameOf({ name, namespace }: z.output<typeof metadata>) {
  return { name, namespace };
}
