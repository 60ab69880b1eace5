import { createRequire } from "node:module";
import { Language, Parser, type Node } from "web-tree-sitter";

/** A command of PowerShell as it stands in a script. */
export interface Command {
  /** Such as `Set-CASMailbox`. */
  readonly name: string;
  /** Names of its parameters, without hyphens. */
  readonly parameters: readonly string[];
  /** Its texts in single quotes, as PowerShell reads them. */
  readonly texts: readonly string[];
}

await Parser.init();
const parser = new Parser();
parser.setLanguage(
  await Language.load(
    createRequire(import.meta.url).resolve("tree-sitter-powershell/tree-sitter-powershell.wasm"),
  ),
);

/**
 * Every command of a script, by a grammar of PowerShell that is not PowerShell's own.
 *
 * @throws Error where the text is not PowerShell, with the place and what stands there.
 */
export function parseCommands(script: string): readonly Command[] {
  const root = parser.parse(script)?.rootNode;
  if (!root) throw new Error("The parser gave up.");
  if (root.hasError) throw new Error(`Not PowerShell: ${wrongPlaces(root).join("; ")}`);
  return root.descendantsOfType("command").flatMap((command) => {
    const [name] = own(command, "command_name");
    // One that begins with a variable or a dot runs a block or a file.
    if (!name) return [];
    return {
      name: name.text,
      parameters: own(command, "command_parameter").map(({ text }) => text.replace(/^-|:$/g, "")),
      texts: own(command, "verbatim_string_characters").map(({ text }) =>
        text.slice(1, -1).replaceAll("''", "'"),
      ),
    };
  });
}

/** The nodes of a kind that belong to a command itself, not to one inside of it. */
function own(command: Node, type: string): readonly Node[] {
  return command.descendantsOfType(type).filter((node) => {
    let above = node.parent;
    while (above && above.type !== "command") above = above.parent;
    return above?.id === command.id;
  });
}

function wrongPlaces(node: Node): readonly string[] {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition;
    return [`line ${row + 1}, column ${column + 1}: ${node.text}`];
  }
  return node.children.flatMap((child) => (child.hasError ? wrongPlaces(child) : []));
}
