/** Prints the title of a part of the demo. */
export function heading(text: string): void {
  console.log(`\n=== ${text} ===\n`);
}
