import { expect, test } from "@jest/globals";
import { z } from "zod";
import { pulumiVersion } from "../../tools/engine/pins.ts";
import { expandedPipeline, stepsOf } from "./azureDevOps.ts";

const stacks = ["production", "south-europe"];
const stack = z.enum(stacks);
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);
const text = z.string();
const yes = z.literal("true");

/**
 * The keys of Azure Pipelines' YAML that the files use; any other is a mistake. Microsoft's own schema has 1.6 MB, so it is not kept here;
 * the expanded files were found valid by check-jsonschema 0.39.0, which ships it (`--builtin-schema vendor.azure-pipelines`).
 */
const step = z.union([
  z.strictObject({ checkout: z.literal("self") }),
  z.strictObject({
    task: z.literal("NodeTool@0"),
    displayName: text,
    inputs: z.strictObject({ versionSpec: z.literal("24.x") }),
  }),
  z.strictObject({
    task: z.literal("AzureCLI@2"),
    displayName: text,
    condition: z.literal("succeededOrFailed()").optional(),
    inputs: z.strictObject({
      azureSubscription: text,
      addSpnToEnvironment: yes,
      scriptType: z.literal("bash"),
      scriptLocation: z.literal("inlineScript"),
      inlineScript: text,
    }),
  }),
  z.strictObject({
    bash: text,
    displayName: text,
    condition: z.literal("succeededOrFailed()").optional(),
    env: z.strictObject({ SYSTEM_ACCESSTOKEN: z.literal("$(System.AccessToken)") }).optional(),
  }),
  z.strictObject({ publish: text, artifact: text }),
  z.strictObject({ download: z.literal("current"), artifact: text }),
]);
const pool = z.strictObject({ vmImage: z.literal("ubuntu-latest") });
const variables = z.tuple([
  z.strictObject({ group: text }),
  z.strictObject({ name: z.literal("STACK"), value: stack }),
]);
const runs = { pool, timeoutInMinutes: z.string().regex(/^\d+$/) };
const job = z.strictObject({
  job: identifier,
  displayName: text.optional(),
  ...runs,
  variables,
  steps: z.array(step),
});
const branches = z.strictObject({ include: z.tuple([z.literal("main")]) });
const parameters = z.tuple([
  z.strictObject({
    name: z.literal("stacks"),
    type: z.literal("object"),
    default: z.tuple([z.literal("production")]),
  }),
]);
const options = z.strictObject({
  name: z.literal("options"),
  displayName: text,
  type: z.literal("string"),
  default: text,
  values: z.array(text),
});
const none = z.literal("none");
const planned = z.strictObject({ job: identifier, ...runs, steps: z.array(step) });
const deployed = z.strictObject({
  deployment: identifier,
  environment: stack,
  ...runs,
  strategy: z.strictObject({ runOnce: z.strictObject({ deploy: z.strictObject({ steps: z.array(step) }) }) }),
});
const stage = z.strictObject({
  stage: identifier,
  displayName: text,
  dependsOn: z.union([identifier, z.tuple([])]),
  variables,
  jobs: z.tuple([z.union([planned, deployed])]),
});
const scheduled = z.strictObject({
  trigger: none,
  pr: none,
  schedules: z.tuple([z.strictObject({ cron: text, displayName: text, branches, always: yes })]),
  parameters,
  jobs: z.array(job).length(2),
});
const schemas = {
  "preview.yaml": z.strictObject({ trigger: none, parameters, jobs: z.array(job).length(2) }),
  "deploy.yaml": z.strictObject({
    trigger: z.strictObject({ branches }),
    pr: none,
    parameters: z.tuple([...parameters.def.items, options]),
    stages: z.array(stage).length(4),
  }),
  "nightly.yaml": scheduled,
  "rotation.yaml": scheduled,
};

test.each(Object.entries(schemas))(
  "%s has only keys that Azure Pipelines knows, for each stack",
  (name, schema) => {
    const { error } = schema.safeParse(expandedPipeline(`azureDevOps/${name}`, stacks));
    expect(error?.issues ?? []).toEqual([]);
  },
);

test("an up waits for its own plan, and for the approvers of its stack's environment", () => {
  const { stages } = schemas["deploy.yaml"].parse(expandedPipeline("azureDevOps/deploy.yaml", stacks));
  expect(
    stages.map(({ stage: name, dependsOn, jobs: [only] }) => [
      name,
      dependsOn,
      "environment" in only ? only.environment : "",
    ]),
  ).toEqual([
    ["plan_production", [], ""],
    ["up_production", "plan_production", "production"],
    ["plan_south_europe", [], ""],
    ["up_south_europe", "plan_south_europe", "south-europe"],
  ]);
});

test("a preview signs in with an identity of its own, everything else with the stack's", () => {
  const connections = (name: string) =>
    stepsOf(`azureDevOps/${name}`, ["production"]).flatMap(({ connection }) => connection ?? []);
  expect(connections("preview.yaml")).toEqual(["production-preview"]);
  for (const name of ["deploy.yaml", "nightly.yaml", "rotation.yaml"])
    expect(new Set(connections(name))).toEqual(new Set(["production"]));
});

test("a renewal signs in again for its up, which only a plan that went well is followed by", () => {
  const tasks = stepsOf("azureDevOps/rotation.yaml", ["production"]).filter(({ connection }) => connection);
  expect(tasks.map(({ run }) => run.trimEnd().split("\n"))).toEqual([
    ["source pipelines/azureDevOps/signIn.sh", 'pipelines/scripts/rotationPlan.sh "$STACK"'],
    ["source pipelines/azureDevOps/signIn.sh", 'pipelines/scripts/up.sh "$STACK"'],
  ]);
  const [{ steps }] = schemas["rotation.yaml"].parse(expandedPipeline("azureDevOps/rotation.yaml", stacks))
    .jobs as [z.infer<typeof job>];
  const conditions = steps.flatMap((one) => ("task" in one && "condition" in one ? [one.condition] : []));
  expect(conditions).toEqual([]);
});

test("Pulumi is the version that the program is tested with", () => {
  const install = stepsOf("azureDevOps/nightly.yaml", ["production"]).find(({ name }) => name === "Pulumi");
  expect(install?.run).toContain(`--version ${pulumiVersion}\n`);
});
