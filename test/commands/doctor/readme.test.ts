import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { startWorld } from "./world.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");
const section = readme.slice(readme.indexOf("## Looking before it breaks"));
const example = /\$ npm run --silent doctor .*\n([^]*?)```/.exec(section)?.[1]?.trim().split("\n") ?? [];

test("the README shows what the doctor says", async () => {
  const world = await startWorld();
  world.config["mailboxes"] = [{ key: "support", address: "support@contoso.com" }];
  world.xcally.state.mailAccounts.update(2, { email: "support@contoso.com" });
  world.now = new Date("2027-03-18T00:00:00Z");
  const lines = await world.lines();
  await world.close();
  const shown = lines.map((line) =>
    line.replaceAll(world.xcally.url, "https://motion.contoso.com").replace(/in \d+ ms/, "in 41 ms"),
  );
  expect(example.length).toBeGreaterThan(5);
  expect(example.filter((line) => line !== "..." && !shown.includes(line))).toEqual([]);
});
