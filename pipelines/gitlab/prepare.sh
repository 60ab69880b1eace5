# source pipelines/gitlab/prepare.sh: signs in with the job's own token, and installs the packages.
# ARM_* is for the azuread plugin, AZURE_* for the stacks' state and secrets. The token is as good as the job's timeout allows.
set -euo pipefail
umask 077
AZURE_FEDERATED_TOKEN_FILE=$(mktemp)
printf '%s' "$ENTRA_ID_TOKEN" > "$AZURE_FEDERATED_TOKEN_FILE"
export AZURE_FEDERATED_TOKEN_FILE
export AZURE_CLIENT_ID=$ARM_CLIENT_ID AZURE_TENANT_ID=$ARM_TENANT_ID
export ARM_USE_OIDC=true ARM_OIDC_TOKEN=$ENTRA_ID_TOKEN
npm ci
