/** Rows with the same columns as a Markdown table, as prettier writes it: the first column of words, the others of numbers. */
export function markdownTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) =>
    Math.max(3, column.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const pad = (text: string, index: number) =>
    index === 0 ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = widths.map((width, index) => (index === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [
    line(columns.map(pad)),
    line(rule),
    ...rows.map((row) => line(columns.map((column, index) => pad(row[column] ?? "", index)))),
  ].join("\n");
}
