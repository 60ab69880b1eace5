/**
 * Compiles what the package ships into `dist/`: JavaScript with declarations, because Node strips no types below `node_modules`.
 * `npm pack` and `npm publish` run it, where scripts are not switched off (`npm run package`).
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

// What is left of a file that is gone would be shipped.
rmSync(join(root, "dist"), { recursive: true, force: true });
const compiler = join(root, "node_modules/typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.package.json"], {
  cwd: root,
  // npm keeps standard output for what `npm pack --json` prints.
  stdio: ["ignore", 2, "inherit"],
});
process.exitCode = status ?? 1;
