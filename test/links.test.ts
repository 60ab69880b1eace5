import { expect, test } from "@jest/globals";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const root = join(import.meta.dirname, "..");
const pages = globSync(["*.md", "docs/*.md", "tools/**/*.md", "policy/*.md", "examples/*/*.md"], {
  cwd: root,
  exclude: (name) => name.includes("node_modules"),
});

/** Anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): readonly string[] =>
  Array.from(readFileSync(join(root, page), "utf8").matchAll(/^#+ (.*)$/gm), ([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(pages)("every link of %s to a file or a heading leads somewhere", (page) => {
  const links = Array.from(
    readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)\s]+)\)/g),
    ([, to = ""]) => to,
  );
  const broken = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = "", anchor] = link.split("#");
      const file = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchorsOf(file).includes(anchor);
    });
  expect(broken).toEqual([]);
});
