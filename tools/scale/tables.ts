import type { Scenario } from "./arguments.ts";
import { previewTable, splitTable } from "./fleetTables.ts";
import { requestTable } from "./requestTable.ts";
import { graphTable, rotationTable } from "./rotationTable.ts";
import { stateTable, timeTable } from "./sizeTables.ts";
import type { Table } from "./table.ts";

/** All tables of docs/scale.md, in its order. */
export function tablesOf(scenario: Scenario): readonly Table[] {
  return [
    requestTable(),
    stateTable(),
    timeTable(scenario),
    previewTable(scenario),
    rotationTable(scenario),
    graphTable(scenario),
    splitTable(scenario),
  ];
}
