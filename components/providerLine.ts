/** What `xcally/provider/index.ts` exports for each type of resource. */
export type ProviderExport = "cloudProvider" | "mailAccount" | "mailAccountAssociation";

/**
 * The text that Pulumi keeps as `__provider` in the state of a dynamic resource and runs to find its code.
 *
 * Written by hand instead of serialised: the state holds one line instead of all the code, a preview never shows code, and an
 * old state is always served by today's code. The line is a contract with existing states.
 *
 * It is run in the folder of the program: a clone of this repository, which has the provider as a file, or another program, in whose
 * `node_modules` the package is. One line for both, so that a state can move from the one to the other.
 *
 * The launcher runs it in whichever Node is first on the PATH, so it says so when that one cannot load TypeScript.
 */
export function providerLine(name: ProviderExport): string {
  return (
    `exports.handler=()=>{if(!process.features.typescript)throw Error("Node 22.18 or newer must be first on the PATH");` +
    `let p="./xcally/provider/index.ts";if(!require("fs").existsSync(p))p="xcally-mail-authentication/provider";` +
    `return require(p).${name}}`
  );
}
