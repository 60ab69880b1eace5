import type { Directory } from "../state/directory.ts";
import type { ClientProof } from "./accessTokens.ts";
import type { ClientCredentials } from "./clientCredentials.ts";
import { grantErrors } from "./errors/grantErrors.ts";
import { tokenErrors } from "./errors/tokenError.ts";
import { requireAssertion } from "./federation.ts";
import { requireSecret } from "./findClient.ts";
import type { Client } from "./findClient.ts";

/** A client that has shown who it is. */
export interface AuthenticatedClient extends Client {
  readonly proof: ClientProof;
}

/**
 * Checks that the client is who it says, by a token of someone else or by a secret.
 *
 * @param isPublic whether what it redeems was given to a client that can keep no secret, and that must show none.
 * @throws TokenError when it is not.
 */
export async function authenticateClient(
  directory: Directory,
  client: Client,
  form: URLSearchParams,
  { clientSecret, clientAssertion }: ClientCredentials,
  isPublic: boolean,
): Promise<AuthenticatedClient> {
  if (isPublic) {
    if (clientAssertion !== undefined || clientSecret !== undefined) throw grantErrors.secretOfPublicClient();
    return { ...client, proof: "none" };
  }
  if (clientAssertion) {
    await requireAssertion(client.application, form, clientAssertion, directory.now());
    return { ...client, proof: "assertion" };
  }
  if (!clientSecret) throw tokenErrors.missingCredential();
  requireSecret(directory, client.application, clientSecret);
  return { ...client, proof: "secret" };
}
