# source pipelines/azureDevOps/signIn.sh: lets the azuread plugin sign in as the service connection of the task AzureCLI@2.
# The plugin knows the SYSTEM_* variables of Azure DevOps, but Pulumi's check before it does not, so the token is handed over by name.
# The stacks' state and secrets use the sign-in of the Azure CLI, which the task has made.
set -euo pipefail
export ARM_USE_OIDC=true ARM_OIDC_TOKEN=$idToken ARM_CLIENT_ID=$servicePrincipalId ARM_TENANT_ID=$tenantId
export AZURE_KEYVAULT_AUTH_VIA_CLI=true
