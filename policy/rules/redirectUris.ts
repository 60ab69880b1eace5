import { z } from "zod";
import { mailboxName } from "../mailboxName.ts";
import { ofType, type PlainResource, type Rule } from "../rule.ts";
import { textAt, textsAt } from "../values.ts";

const options = z.object({
  hosts: z
    .array(z.string())
    .default([])
    .describe(
      "Hosts that are allowed besides those of the stack's XCALLY servers, such as motion.contoso.com.",
    ),
  allowLoopback: z
    .boolean()
    .default(false)
    .describe("Whether http on the own machine is allowed, for stacks of the stand-ins."),
});
type Options = z.output<typeof options>;

/** Sign-ins come back to XCALLY, and cannot be read on the way. */
export const redirectUris: Rule<Options> = {
  name: "redirect-uris",
  description: "Redirect URIs are https and on the host of an XCALLY server of the stack.",
  scope: "stack",
  options,
  check: (resources, chosen) => {
    const cloudProviders = ofType(resources, "cloudProvider");
    const servers = cloudProviders.flatMap(({ props }) => hostOf(textAt(props, "server")) ?? []);
    const hosts = [...new Set([...servers, ...chosen.hosts.map((host) => host.toLowerCase())])].sort();
    const judged = [
      ...ofType(resources, "application").flatMap((application) => urisOf(application)),
      ...cloudProviders.map((resource) => ({ resource, uri: textAt(resource.props, "redirectUri") })),
    ];
    return judged.flatMap(({ resource, uri }) => {
      if (uri === undefined) return [];
      const problem = problemOf(uri, hosts, chosen);
      if (problem === undefined) return [];
      return [{ urn: resource.urn, message: `${mailboxName(resource)}: the redirect URI ${uri} ${problem}` }];
    });
  },
};

/** Those of a web application, and of kinds that XCALLY is not. */
function urisOf(resource: PlainResource): readonly { resource: PlainResource; uri: string }[] {
  return ["web", "publicClient", "singlePageApplication"].flatMap((kind) =>
    textsAt(resource.props, kind, "redirectUris").map((uri) => ({ resource, uri })),
  );
}

function problemOf(uri: string, hosts: readonly string[], { allowLoopback }: Options): string | undefined {
  const url = URL.parse(uri);
  if (url === null) return "is no address. Set redirectUri to XCALLY's callback.";
  const isLoopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (allowLoopback && isLoopback) return undefined;
  if (url.protocol !== "https:") {
    return "is not https, so that a sign-in could be read on the way. Set redirectUri to XCALLY's callback with https.";
  }
  if (hosts.includes(url.hostname)) return undefined;
  const allowed = hosts.length === 0 ? "none is known" : hosts.join(", ");
  return `is not on an XCALLY server (${allowed}). Correct redirectUri, or allow ${url.hostname} with this policy's option hosts.`;
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : URL.parse(url)?.hostname;
}
