import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const before = `flag.BoolVar(&typescript, "typescript", true,`;
const after = `flag.BoolVar(&typescript, "typescript", false,`;

/**
 * Copies the source of the language host into a module, with one word changed: it runs programs as `typescript: false` in Pulumi.yaml asks for.
 *
 * It is older than the CLI and takes that option from its command line only, where the CLI does not write it any more, so it would load TypeScript
 * and ts-node into every program: 0.3 seconds and 100 MB that users of the official one do not pay.
 *
 * @param sdkFolder the Go module `github.com/pulumi/pulumi/sdk/v3` that has the source.
 * @param module folder of the module that it is built in, which requires the SDK.
 * @returns the package to build.
 * @throws Error when the source does not read as expected.
 */
export async function copyLanguageHost(sdkFolder: string, module: string): Promise<string> {
  const source = join(sdkFolder, "nodejs", "cmd", "pulumi-language-nodejs");
  const target = join(module, "host");
  await mkdir(target);
  // Written anew, not copied with its mode: Go keeps its modules read-only.
  for (const file of await readdir(source)) {
    if (file.endsWith("_test.go")) continue;
    const text = await readFile(join(source, file), "utf8");
    if (file === "main.go" && !text.includes(before)) {
      throw new Error(`${join(source, file)} has no line ${before}`);
    }
    await writeFile(join(target, file), text.replace(before, after));
  }
  return "./host";
}
