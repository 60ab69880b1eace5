/**
 * Has Pulumi's SDK load two libraries when it first uses them, not when it starts: TypeScript and npm's arborist, by which it writes the code of a
 * function into the state. The stack's program never does (`providerLine.ts`), and loading them costs every run (docs/speed.md says what).
 *
 * To be imported before the SDK. Where a later SDK has them elsewhere, they are loaded at its start again; the tests would say so.
 */
import { createRequire, Module } from "node:module";

const sdk = createRequire(import.meta.resolve("@pulumi/pulumi"));

for (const library of ["./typescript-shim.js", "@npmcli/arborist"]) {
  const file = fileOf(library);
  if (file !== undefined && sdk.cache[file] === undefined) loadOnDemand(file);
}

function fileOf(library: string): string | undefined {
  try {
    return sdk.resolve(library);
  } catch {
    return undefined;
  }
}

/** Puts a stand-in where Node.js looks for what is loaded already; the first look at what is in it loads the library. */
function loadOnDemand(file: string): void {
  let library: object | undefined;
  const load = () => {
    Reflect.deleteProperty(sdk.cache, file);
    return sdk(file) as object;
  };
  const standIn = new Module(file);
  standIn.exports = new Proxy(
    {},
    {
      // Compiled code asks for __esModule to learn whether it may use the module as it is.
      get: (_, name): unknown => name === "__esModule" || Reflect.get((library ??= load()), name),
    },
  );
  standIn.loaded = true;
  sdk.cache[file] = standIn;
}
