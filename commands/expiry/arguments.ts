import { parseArgs } from "node:util";
import { formats, type Format } from "./formats.ts";

/** What the command was asked for. */
export interface ExpiryArguments {
  /** Days before its end from which a secret fails the command. */
  readonly withinDays: number;
  readonly format: Format;
  /** The stack; undefined for the one that is selected. */
  readonly stack: string | undefined;
  /** File with the stack's outputs, `-` for the standard input; undefined asks `pulumi`. */
  readonly outputs: string | undefined;
}

/** How to call the command. */
export const usage = `Usage: npm run expiry -- [--fail-within 14d] [--format text|json|markdown] [--stack NAME] [--outputs FILE|-]

Lists the secrets in use and when they end, from the stack's outputs alone. Exit code 1: one has ended or ends within the
days given (14 by default); 2: the report could not be made.`;

/** @throws Error in one sentence for an argument that is not allowed. */
export function readArguments(args: readonly string[]): ExpiryArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      "fail-within": { type: "string", default: "14d" },
      format: { type: "string", default: "text" },
      stack: { type: "string" },
      outputs: { type: "string" },
    },
  });
  const days = /^(\d{1,4})d$/.exec(values["fail-within"])?.[1];
  if (days === undefined) {
    throw new Error(`--fail-within ${values["fail-within"]} is not allowed: write days, such as 14d.`);
  }
  if (!isFormat(values.format)) {
    throw new Error(`--format ${values.format} is not allowed: choose ${Object.keys(formats).join(", ")}.`);
  }
  return { withinDays: Number(days), format: values.format, stack: values.stack, outputs: values.outputs };
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}
