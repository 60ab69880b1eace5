import { microsoftGraphAppId } from "../../state/microsoftApis.ts";
import { tokenLifetimeSeconds } from "../accessTokens.ts";
import { authenticateClient } from "../clientAuthentication.ts";
import { resolveScope } from "../scope.ts";
import { required } from "./tokenRequest.ts";
import type { Grant } from "./tokenRequest.ts";

/** `client_credentials`: a token for the application itself. */
export const clientCredentialsGrant: Grant = async (context, { form, client, credentials }) => {
  const { directory, tokens, graphUrl } = context;
  const { application, principal, proof } = await authenticateClient(
    directory,
    client,
    form,
    credentials,
    false,
  );
  const resource = resolveScope(directory, required(form, "scope"), graphUrl());
  const token = await tokens.issue(
    {
      appId: application.appId,
      displayName: application.settings.displayName,
      objectId: principal.id,
      proof,
      roles: resource.principal.appId === microsoftGraphAppId ? principal.graphRoles : [],
    },
    resource.audience,
  );
  return {
    token_type: "Bearer",
    expires_in: tokenLifetimeSeconds,
    ext_expires_in: tokenLifetimeSeconds,
    access_token: token,
  };
};
