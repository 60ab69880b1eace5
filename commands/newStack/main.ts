/** `npm run new-stack`: writes the file of a new stack. See `usage` in `arguments.ts`. It asks no server and needs no credentials. */
import { readArguments, usage } from "./arguments.ts";
import { newStack } from "./newStack.ts";

const args = process.argv.slice(2);
try {
  console.log(args.includes("--help") ? usage : newStack(readArguments(args), process.cwd()));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
