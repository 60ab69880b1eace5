import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./files.ts";

/** The headings of a page of `docs/` that have console blocks, each with its commands in their order: what stands after `$ `. */
export function consoleBlocks(page: string): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(repository, "docs", page), "utf8");
  const sections = text.split(/^(?=#{1,3} )/m).map((section) => {
    const [heading = ""] = section.split("\n", 1);
    return [heading.replace(/^#+ /, ""), commandsIn(section)] as const;
  });
  return new Map(sections.filter(([, commands]) => commands.length > 0));
}

function commandsIn(section: string): readonly string[] {
  return [...section.matchAll(/^ *```console\n([^]*?)^ *```$/gm)].flatMap(([, block = ""]) =>
    block.split("\n").flatMap((line) => /^ *\$ (.*)$/.exec(line)?.[1] ?? []),
  );
}
