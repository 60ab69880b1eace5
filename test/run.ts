/**
 * Runs everything that must hold and ends with the line `N passed, N failed`.
 *
 * `node test/run.ts` checks types, lint and format, gets the engine and runs all tests; `--unit` runs only the fast tests, which
 * need no engine; `--year` a simulated year with the engine and `--soak` a hundred interrupted runs of it, or with `--seed N` one of them,
 * which take about half an hour each. Tests of mail are skipped, and that is said, where Dovecot is not and cannot be installed, and those
 * with a real browser or PostgreSQL where Chromium or that cannot. Other arguments go to jest, such as `-t "a name"` or a path.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { installDovecot } from "../simulator/mail/dovecot/install.ts";
import { ensureEngine } from "../tools/engine/index.ts";
import { installPostgres } from "./backends/findPostgres.ts";
import { installChromium } from "./support/chromium/find.ts";

const root = join(import.meta.dirname, "..");
const jestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const args = process.argv.slice(2);
const unitOnly = args.includes("--unit");
const year = args.includes("--year");
const soak = args.includes("--soak");
const total = { passed: 0, failed: 0, skipped: 0 };
let testsRun = 0;

if (!unitOnly && !year && !soak) {
  check("types", "typescript/bin/tsc", ["--noEmit"]);
  check("lint", "eslint/bin/eslint.js", [".", "--max-warnings", "0"]);
  check("format", "prettier/bin/prettier.cjs", ["--check", "--log-level", "warn", "."]);
}
if (!unitOnly) await ensureEngine({ log: console.log });
if (!year && !soak) {
  const dovecot = installDovecot(console.log);
  if (!dovecot.found) console.log(`Tests of the mail server are skipped: ${dovecot.reason}`);
}
if (!unitOnly && !year && !soak) {
  const chromium = installChromium(console.log);
  if (!chromium.found) console.log(`Tests with a real browser are skipped: ${chromium.reason}`);
  const postgres = installPostgres(console.log);
  if (!postgres.found) console.log(`Tests of the PostgreSQL backend are skipped: ${postgres.reason}`);
}
const jestArgs = args.filter((arg) => arg !== "--unit" && arg !== "--year");
if (year) runJest(["--selectProjects", "year"]);
else if (soak) {
  const seed = args.indexOf("--seed");
  process.env["SOAK_SEEDS"] = (seed < 0 ? undefined : args[seed + 1]) ?? "1-100";
  runJest(["test/soak/soak.test.ts", "--selectProjects", "soak"]);
} else runJest([...jestArgs, "--selectProjects", "unit"]);
// These wait for Entra ID most of the time, so more of them than there are processors can run at once.
if (!unitOnly && !year && !soak)
  runJest([...jestArgs, "--maxWorkers", "4", "--selectProjects", "stack", "soak"]);
if (!unitOnly && !year && !soak) runJest([...jestArgs, "--maxWorkers", "3", "--selectProjects", "chaos"]);
if (testsRun === 0) {
  console.error("No test was run: none has this name.");
  total.failed += 1;
}

const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`;
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** Runs a tool of node_modules and counts it as one check. */
function check(name: string, script: string, scriptArgs: readonly string[]): void {
  const ok = runNode([join(root, "node_modules", script), ...scriptArgs]);
  console.log(`${ok ? "ok" : "FAILED"}: ${name}`);
  total[ok ? "passed" : "failed"] += 1;
}

function runJest(jestArgs: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), "jest-report-"));
  const report = join(folder, "report.json");
  const jest = join(root, "node_modules/jest/bin/jest.js");
  const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
  const ok = runNode([...flags, jest, "--passWithNoTests", "--json", `--outputFile=${report}`, ...jestArgs]);
  // Where no file matches there is no report.
  if (ok && !existsSync(report)) return;
  try {
    const counts = jestReport.parse(JSON.parse(readFileSync(report, "utf8")));
    total.passed += counts.numPassedTests;
    testsRun += counts.numPassedTests + counts.numFailedTests;
    // A file that does not even load has no tests to count, and is a failure all the same.
    total.failed += counts.numFailedTests + counts.numRuntimeErrorTestSuites;
    total.skipped += counts.numPendingTests;
  } catch {
    console.error("jest left no report: see its output above.");
    total.failed += 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (!ok && total.failed === 0) total.failed = 1;
}

/** Runs Node with the same version as this one; true when it exits with 0. */
function runNode(nodeArgs: readonly string[]): boolean {
  // With --outputFile jest needs no standard output; what it tells people goes to standard error.
  return (
    spawnSync(process.execPath, nodeArgs, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status === 0
  );
}
