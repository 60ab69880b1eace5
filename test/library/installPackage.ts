import { readFile, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { z } from "zod";
import { runProgram } from "../../tools/engine/runProgram.ts";

const root = join(import.meta.dirname, "../..");
const packageName = "xcally-mail-authentication";

const manifest = z.looseObject({ version: z.string(), dependencies: z.record(z.string(), z.string()) });
const lock = z.looseObject({
  packages: z.record(z.string(), z.looseObject({})),
});

/**
 * Packs the package as `npm run package` does, and installs it with npm where a `package.json` already asks for it: from the tarball, the
 * other packages in the versions of this clone's lock file, which npm has in its cache.
 *
 * @param folder of the program that uses it.
 */
export async function installPackage(folder: string): Promise<void> {
  await npm(root, ["run", "--silent", "package", "--", "--pack-destination", folder]);
  const own = manifest.parse(await readJson(join(root, "package.json")));
  const program = manifest.parse(await readJson(join(folder, "package.json")));
  const tarball = `file:${packageName}-${own.version}.tgz`;
  const asking = { ...program, dependencies: { ...program.dependencies, [packageName]: tarball } };
  const { packages, ...rest } = lock.parse(await readJson(join(root, "package-lock.json")));
  // npm leaves out what nothing asks for.
  const known = Object.entries(packages).filter(
    ([path, { link }]) => path.startsWith("node_modules/") && link !== true,
  );
  const locked = {
    ...rest,
    packages: {
      "": asking,
      ...Object.fromEntries(known),
      [`node_modules/${packageName}`]: { ...own, resolved: tarball },
    },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(asking));
  await writeFile(join(folder, "package-lock.json"), JSON.stringify(locked));
  await npm(folder, ["install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"]);
}

/** Runs npm with the Node that runs this. */
export function npm(cwd: string, args: readonly string[]): Promise<string> {
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  return runProgram("npm", args, { cwd, environment: { PATH: path } });
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, "utf8"));
}
