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
});

/**
 * The credentials, those of the environment first.
 *
 * @throws Error naming the variable to set when one is missing.
 */
export function credentialsOf(
  server: z.infer<typeof serverArguments>,
  environment: Readonly<Record<string, string | undefined>>,
): Credentials {
  const need = (variable: string, saved: string | undefined): string => {
    const value = environment[variable] ?? saved;
    if (value === undefined || value === "")
      throw new Error(`No credentials for XCALLY at ${server.url}: set ${variable} in the environment.`);
    return value;
  };
  if (server.authentication === "apiKey") {
    return { kind: "apiKey", apiKey: need("XCALLY_API_KEY", server.apiKey) };
  }
  return {
    kind: server.authentication,
    user: need("XCALLY_USER", server.user),
    password: need("XCALLY_PASSWORD", server.password),
  };
}
