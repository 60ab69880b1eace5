import { z } from "zod";
import type { Credentials } from "../client/index.ts";

/** Arguments of the provider instance, as `components/xcallyServer.ts` writes them; Pulumi passes strings only. */
export const serverArguments = z.object({
  url: z.string(),
  previousUrl: z.string().optional(),
  authentication: z.enum(["apiKey", "basic", "login"]),
  apiKey: z.string().optional(),
  user: z.string().optional(),
  password: z.string().optional(),
  caFile: z.string().optional(),
  contract: z.string().optional(),
  connection: z.string().optional(),
  proof: z.string().optional(),
  cloud: z.string().optional(),
  variablePrefix: z.string().optional(),
});

const cloud = z.object({ environment: z.string().optional(), metadataHost: z.string().optional() });

/** The environment with the cloud that the arguments name, for what is asked of Entra ID. */
export function withCloud(
  server: z.infer<typeof serverArguments>,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const named = cloud.parse(JSON.parse(server.cloud ?? "{}"));
  return {
    ...environment,
    ...(named.environment === undefined ? {} : { ARM_ENVIRONMENT: named.environment }),
    ...(named.metadataHost === undefined ? {} : { ARM_METADATA_HOSTNAME: named.metadataHost }),
  };
}

/**
 * The credentials, those of the environment first.
 *
 * @throws Error naming the variable to set when one is missing.
 */
export function credentialsOf(
  server: z.infer<typeof serverArguments>,
  environment: Readonly<Record<string, string | undefined>>,
): Credentials {
  const need = (name: string, saved: string | undefined): string => {
    const variable = `${server.variablePrefix ?? "XCALLY"}_${name}`;
    const value = environment[variable] ?? saved;
    if (value === undefined || value === "")
      throw new Error(`No credentials for XCALLY at ${server.url}: set ${variable} in the environment.`);
    return value;
  };
  if (server.authentication === "apiKey") {
    return { kind: "apiKey", apiKey: need("API_KEY", server.apiKey) };
  }
  return {
    kind: server.authentication,
    user: need("USER", server.user),
    password: need("PASSWORD", server.password),
  };
}
