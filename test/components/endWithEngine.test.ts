import { expect, test } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const guard = pathToFileURL(join(import.meta.dirname, "../../components/endWithEngine.ts")).href;

test("a program that nobody listens to any more ends, though its handler of failures prints each of them", async () => {
  const program = `
    import { endWithEngine } from ${JSON.stringify(guard)};
    endWithEngine();
    process.on("uncaughtException", (error) => console.error(error));
    process.stdin.once("data", () => console.error("is anybody there?"));
    console.error("ready");
  `;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program]);
  await once(child.stderr, "data");
  child.stderr.destroy();
  child.stdin.write("go");
  const [code] = (await once(child, "exit")) as [number | null];
  expect(code).toBe(1);
}, 20_000);
