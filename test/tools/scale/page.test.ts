import { expect, test } from "@jest/globals";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readArguments } from "../../../tools/scale/arguments.ts";
import { markdownTable } from "../../../tools/markdownTable.ts";
import { tablesOf } from "../../../tools/scale/tables.ts";

const page = join(import.meta.dirname, "../../../docs/scale.md");
const scenario = readArguments([]);
const tables = scenario === undefined ? [] : tablesOf(scenario);
const placeOf = (name: string) => new RegExp(`(?<=<!-- npm run scale: ${name} -->\\n\\n)(?:\\|.*\\n)+`);

test.each(tables)("the table $name of docs/scale.md is what npm run scale prints", (table) => {
  const printed = `${markdownTable(table.rows)}\n`;
  if (process.env["RECORD"] !== undefined) {
    writeFileSync(
      page,
      readFileSync(page, "utf8").replace(placeOf(table.name), () => printed),
    );
  }
  expect(placeOf(table.name).exec(readFileSync(page, "utf8"))?.[0]).toBe(printed);
});

test("the page has no other table of that command", () => {
  const named = Array.from(
    readFileSync(page, "utf8").matchAll(/npm run scale: (\w+) -->/g),
    ([, name]) => name,
  );
  expect(named.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
});

const cell = (name: string, row: string, column: string): string => {
  const found = tables
    .find((table) => table.name === name)
    ?.rows.find((candidate) => Object.values(candidate)[0] === row)?.[column];
  if (found === undefined) throw new Error(`The table ${name} has no ${column} of ${row}.`);
  return found;
};

test.each([
  `${cell("rotations", "every night", "median a run")} mailboxes a night, ${cell("rotations", "every night", "most")} at most`,
  `${cell("time", "10,000", "Graph: writes of a first `up`")} writes, ${cell("time", "10,000", "at its quota")}utes at least`,
  `it is ${cell("time", "10,000", "with personal accounts")}ours`,
  `a first \`up\` of 200 mailboxes writes ${cell("state", "200", "written, first `up`")}`,
  `${cell("previews", "10,000", "longer by").replace(" s", " seconds")} if a page takes 0.3`,
  `200 stacks of 50 in a fleet of 10,000 are ${cell("split", "50", "previews of all, Graph requests")} requests`,
])("the page says in words what its tables say: %s", (claim) => {
  expect(readFileSync(page, "utf8").replaceAll(/\s+/g, " ")).toContain(claim);
});
