#!/usr/bin/env bash
# identity.sh [--preview] NAME STORAGE_ACCOUNT KEY_VAULT ISSUER SUBJECT PERMISSION...: makes an identity for a pipeline, which has no secret: Entra ID
# trusts the pipeline's own tokens that come from ISSUER and say SUBJECT. It gets the application permissions on Microsoft Graph that are
# named, the state (with --preview only to read it) and the key. Needs az login as an administrator who may consent. Run again, with another
# SUBJECT too, it adds what lacks. Prints what the pipeline needs.
set -euo pipefail
role="Storage Blob Data Contributor"
if [ "${1-}" = --preview ]; then role="Storage Blob Data Reader"; shift; fi
: "${6:?usage: identity.sh [--preview] NAME STORAGE_ACCOUNT KEY_VAULT ISSUER SUBJECT PERMISSION...}"
name=$1 account=$2 vault=$3 issuer=$4 subject=$5
shift 5
graph=00000003-0000-0000-c000-000000000000

app=$(az ad app list --filter "displayName eq '$name'" --query '[0].appId' --output tsv)
[ -n "$app" ] || app=$(az ad app create --display-name "$name" --query appId --output tsv)
principal=$(az ad sp list --filter "appId eq '$app'" --query '[0].id' --output tsv)
[ -n "$principal" ] || principal=$(az ad sp create --id "$app" --query id --output tsv)

trusted=$(az ad app federated-credential list --id "$app" --query "[?subject=='$subject'].name" --output tsv)
[ -n "$trusted" ] || az ad app federated-credential create --id "$app" --output none --parameters "$(
  printf '{"name":"%s","issuer":"%s","subject":"%s","audiences":["api://AzureADTokenExchange"]}' \
    "$(printf %s "$subject" | tr -c 'A-Za-z0-9' -)" "$issuer" "$subject"
)"

resource=$(az ad sp show --id "$graph" --query id --output tsv)
granted=$(az rest --method GET --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" \
  --query 'value[].appRoleId' --output tsv)
for permission in "$@"; do
  id=$(az ad sp show --id "$graph" --query "appRoles[?value=='$permission'].id | [0]" --output tsv)
  [ -n "$id" ] || { echo "Microsoft Graph has no application permission $permission." >&2; exit 1; }
  case "$granted" in *"$id"*) continue ;; esac
  az rest --method POST --url "https://graph.microsoft.com/v1.0/servicePrincipals/$resource/appRoleAssignedTo" --output none \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$resource\",\"appRoleId\":\"$id\"}"
done

state=$(az storage account show --name "$account" --query id --output tsv)
key=$(az keyvault show --name "$vault" --query id --output tsv)
az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
  --role "$role" --scope "$state/blobServices/default/containers/state" --output none
az role assignment create --assignee-object-id "$principal" --assignee-principal-type ServicePrincipal \
  --role "Key Vault Crypto User" --scope "$key" --output none

echo "ENTRA_CLIENT_ID=$app"
echo "ENTRA_TENANT_ID=$(az account show --query tenantId --output tsv)"
