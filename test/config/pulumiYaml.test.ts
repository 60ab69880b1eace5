import { describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readSettings } from "../../config/settings.ts";
import { projectName, stackFields } from "../../config/stackFields.ts";
import { rawSettings } from "./rawSettings.ts";

const root = join(import.meta.dirname, "../..");
const project = await readFile(join(root, "Pulumi.yaml"), "utf8");
const [head = "", schema = ""] = project.split(/^config:$/m);
const blocks = schema.split(/^ {2}(?=\w)/m).slice(1);
const keyOf = (block: string) => block.slice(0, block.indexOf(":"));

describe("Pulumi.yaml", () => {
  test("names the project as the configuration's keys do", () => {
    expect(project).toContain(`name: ${projectName}\n`);
  });

  test("declares every key of the configuration, or lists it where it cannot be declared", () => {
    const listed = Array.from(head.matchAll(/^# {3}(\w+) /gm), ([, key]) => key);
    expect([...blocks.map(keyOf), ...listed].sort()).toEqual(Object.keys(stackFields).sort());
  });

  test("has the defaults that are taken without it", () => {
    const defaults = blocks.flatMap((block) => {
      const value = /^ {4}default: (.*)$/m.exec(block)?.[1];
      return value === undefined ? [] : [[keyOf(block), value] as const];
    });
    expect(defaults).toHaveLength(5);
    const read = (values: object) => readSettings(rawSettings({ ...values }), { XCALLY_API_KEY: "key" });
    expect(read(Object.fromEntries(defaults))).toEqual(read({}));
  });
});

test("The dev stack holds no credential", async () => {
  const stack = await readFile(join(root, "Pulumi.dev.yaml"), "utf8");
  expect(stack).not.toMatch(/xcally(ApiKey|User|Password)|secure:/);
});
