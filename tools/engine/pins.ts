/**
 * Every version that the engine on this machine is made of. A change here (or below go/) gives a new cache folder.
 */

/** Version of the Pulumi CLI; the SDK in package-lock.json has the same one. */
export const pulumiVersion = "3.259.0";

/** Versions of the resource plugins. Each must equal that of its SDK in package-lock.json: the engine asks for exactly it. */
export const pluginVersions = { azuread: "6.9.1", random: "4.21.2", command: "1.2.1" } as const;

/** The Terraform providers behind the plugins that are built from source; the go.mod files name their commits. */
export const upstreamVersions = { azuread: "3.4.0", random: "3.9.0" } as const;

/** The last release of Pulumi whose Node language host can be built from the Go module proxy. */
export const languageHostVersion = "3.68.0";

/** The oldest Go that builds all parts; the highest `go` line of the go.mod files below go/. */
export const goVersion = "1.25.11";

/** Raised by hand when the layout of the cache changes, or how a part is built. */
export const cacheLayout = 2;
