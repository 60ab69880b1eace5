/** `npm run scale`: what many mailboxes cost, on paper. See `usage` in `arguments.ts`; docs/scale.md says what it means. */
import { readArguments, usage } from "./arguments.ts";
import { markdownTable } from "../markdownTable.ts";
import { tablesOf } from "./tables.ts";

try {
  const scenario = readArguments(process.argv.slice(2));
  console.log(
    scenario === undefined
      ? usage
      : tablesOf(scenario)
          .map((table) => `${table.name}\n\n${markdownTable(table.rows)}`)
          .join("\n\n"),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
