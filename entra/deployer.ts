import { deployerSettings, readTokenFile, type DeployerSettings } from "./deployerSettings.ts";
import { readVariable, type Environment } from "./environment.ts";
import { requestIdToken } from "./idToken.ts";

/** Whom the stack signs in as, and how. */
export type Deployer =
  | {
      readonly kind: "secret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  | {
      readonly kind: "assertion";
      readonly tenantId: string;
      readonly clientId: string;
      /**
       * Fetches the pipeline's token, which a federated credential of the application trusts.
       *
       * @throws Error One sentence: there is no token.
       */
      readonly assertion: () => Promise<string>;
    }
  | {
      readonly kind: "azureCli";
      /** The Azure CLI's own choice where it is undefined. */
      readonly tenantId: string | undefined;
    }
  | {
      readonly kind: "unsupported";
      /** A sentence that says which way is chosen, and what this project cannot do with it. */
      readonly how: string;
    };

/** An application, as everything but the Azure CLI and a managed identity needs it. */
interface Application {
  readonly tenantId: string;
  readonly clientId: string;
}

/**
 * Chooses how the stack signs in to Entra ID as the azuread provider chooses it, so that both are the same deployer: the
 * first that is set of certificate, secret, OpenID Connect (token, Azure DevOps, GitHub), managed identity, Azure CLI
 * (hashicorp/go-azure-sdk, sdk/auth/auth.go; variables in terraform-provider-azuread, internal/provider/provider.go).
 *
 * @param settings Pulumi's flat configuration; its `azuread:clientId` and so on win over the environment.
 * @throws Error One sentence: a file with the client id or the secret cannot be read.
 */
export function readDeployer(settings: Environment, environment: Environment): Deployer {
  const given = deployerSettings(settings, environment);
  const clientId =
    given.file("clientIdFilePath", "ARM_CLIENT_ID_FILE_PATH") ?? given.text("clientId", "ARM_CLIENT_ID");
  const onAks = given.flag("useAksWorkloadIdentity", "ARM_USE_AKS_WORKLOAD_IDENTITY", false);
  const tenantOnAks = onAks ? readVariable(environment, "AZURE_TENANT_ID") : undefined;
  const tenantId = tenantOnAks ?? given.text("tenantId", "ARM_TENANT_ID");

  if (tenantId !== undefined && clientId !== undefined) {
    const application = { tenantId, clientId };
    const useOidc = onAks || given.flag("useOidc", "ARM_USE_OIDC", false);
    const chosen =
      bySecret(given, application) ?? (useOidc ? byOidc(given, application, environment) : undefined);
    if (chosen) return chosen;
  }
  if (given.flag("useMsi", "ARM_USE_MSI", false)) return unsupported("as a managed identity");
  if (given.flag("useCli", "ARM_USE_CLI", true)) return { kind: "azureCli", tenantId };
  return unsupported("in no way that is set completely");
}

function bySecret(given: DeployerSettings, application: Application): Deployer | undefined {
  const certificate =
    given.text("clientCertificate", "ARM_CLIENT_CERTIFICATE") ??
    given.text("clientCertificatePath", "ARM_CLIENT_CERTIFICATE_PATH");
  if (certificate !== undefined) return unsupported("by a client certificate");
  const clientSecret =
    given.file("clientSecretFilePath", "ARM_CLIENT_SECRET_FILE_PATH") ??
    given.text("clientSecret", "ARM_CLIENT_SECRET");
  return clientSecret === undefined ? undefined : { kind: "secret", ...application, clientSecret };
}

function byOidc(
  given: DeployerSettings,
  application: Application,
  environment: Environment,
): Deployer | undefined {
  const path = given.text("oidcTokenFilePath", "ARM_OIDC_TOKEN_FILE_PATH");
  if (path !== undefined) {
    const assertion = () => readTokenFile(path, "ARM_OIDC_TOKEN_FILE_PATH");
    return { kind: "assertion", ...application, assertion };
  }
  const token = given.text("oidcToken", "ARM_OIDC_TOKEN");
  if (token !== undefined)
    return { kind: "assertion", ...application, assertion: () => Promise.resolve(token) };

  const requestToken = ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"];
  const requestUrl = ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"];
  const bearer = given.text("oidcRequestToken", ...requestToken);
  const url = given.text("oidcRequestUrl", ...requestUrl);
  if (bearer === undefined || url === undefined) return undefined;
  const azureDevOps = ["ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID"];
  if (given.text("adoPipelineServiceConnectionId", ...azureDevOps) !== undefined) {
    return unsupported("by a service connection of Azure DevOps");
  }
  return { kind: "assertion", ...application, assertion: () => requestIdToken({ url, bearer, environment }) };
}

function unsupported(way: string): Deployer {
  return {
    kind: "unsupported",
    how:
      `The stack signs in to Entra ID ${way}, so it cannot ask Microsoft Graph itself; ` +
      `set a client secret, an OpenID Connect token or GitHub's request variables, or run az login, to have it ask.`,
  };
}
