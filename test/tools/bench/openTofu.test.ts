import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { goVersion, versions } from "../../../tools/bench/openTofu/install.ts";

const bench = join(import.meta.dirname, "../../../tools/bench");
const read = (file: string) => readFileSync(join(bench, file), "utf8");

test("main.tf asks for the providers that are built", () => {
  for (const name of ["azuread", "random", "restapi"] as const) {
    expect(read("openTofu/main.tf")).toMatch(
      new RegExp(`${name} += \\{ source = "\\w+/${name}", version = "${versions[name]}" \\}`),
    );
  }
});

test("the Go modules name the versions that are told, and the newest Go that one asks for", () => {
  expect(read("go/opentofu/go.mod")).toContain(`github.com/opentofu/opentofu v${versions.openTofu}\n`);
  expect(read("go/restapi/go.mod")).toContain(`terraform-provider-restapi v${versions.restapi}\n`);
  const asked = ["opentofu", "azuread", "random", "restapi"].map(
    (name) => /^go (\S+)$/m.exec(read(`go/${name}/go.mod`))?.[1] ?? "",
  );
  expect(asked.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1)).toBe(goVersion);
});
