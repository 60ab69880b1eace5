#!/usr/bin/env bash
# state.sh RESOURCE_GROUP LOCATION STORAGE_ACCOUNT KEY_VAULT: makes a home for the stacks' state, and the key that encrypts their secrets.
# Needs az login as an owner of the subscription, who may use both from then on. Run again, it changes nothing; that is needed where the key
# is refused the first time, because a right takes minutes to arrive. Prints what the pipelines need.
set -euo pipefail
: "${4:?usage: state.sh RESOURCE_GROUP LOCATION STORAGE_ACCOUNT KEY_VAULT}"
group=$1 location=$2 account=$3 vault=$4

az group create --name "$group" --location "$location" --output none
az storage account create --name "$account" --resource-group "$group" --location "$location" \
  --sku Standard_ZRS --min-tls-version TLS1_2 --allow-blob-public-access false --output none
az storage account blob-service-properties update --account-name "$account" --resource-group "$group" \
  --enable-versioning true --enable-delete-retention true --delete-retention-days 30 --output none
az storage container-rm create --name state --storage-account "$account" --resource-group "$group" --output none
az keyvault show --name "$vault" --output none 2> /dev/null ||
  az keyvault create --name "$vault" --resource-group "$group" --location "$location" \
    --enable-rbac-authorization true --enable-purge-protection true --output none
me=$(az ad signed-in-user show --query id --output tsv)
az role assignment create --assignee-object-id "$me" --assignee-principal-type User --role "Storage Blob Data Contributor" \
  --scope "$(az storage account show --name "$account" --query id --output tsv)" --output none
az role assignment create --assignee-object-id "$me" --assignee-principal-type User --role "Key Vault Crypto Officer" \
  --scope "$(az keyvault show --name "$vault" --query id --output tsv)" --output none
az keyvault key show --vault-name "$vault" --name pulumi --output none 2> /dev/null ||
  az keyvault key create --vault-name "$vault" --name pulumi --kty RSA --size 3072 --output none

echo "PULUMI_BACKEND_URL=azblob://state?storage_account=$account"
echo "SECRETS_PROVIDER=azurekeyvault://$vault.vault.azure.net/keys/pulumi"
