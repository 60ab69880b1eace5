const loopback = ["localhost", "127.0.0.1"];

/**
 * Environment variables that keep requests to the stand-ins away from a proxy, whatever the shell says of other hosts. Both
 * spellings, because programs differ in which of them wins.
 *
 * @param environment whose hosts without a proxy stay without one.
 */
export function noProxy(environment: NodeJS.ProcessEnv): {
  readonly NO_PROXY: string;
  readonly no_proxy: string;
} {
  const hosts = [environment["NO_PROXY"], environment["no_proxy"]].flatMap((list) => list?.split(",") ?? []);
  const named = hosts.map((host) => host.trim()).filter((host) => host !== "");
  const list = [...new Set([...named, ...loopback])].join(",");
  return { NO_PROXY: list, no_proxy: list };
}
