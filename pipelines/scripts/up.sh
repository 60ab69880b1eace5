#!/usr/bin/env bash
# up.sh STACK [OPTION...]: carries out the plan that preview.sh has saved in out/STACK/plan.json, and nothing that is not in it. The options
# are those that preview.sh has had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stack=${1:?usage: up.sh STACK [OPTION...]}
pulumi up --stack "$stack" --yes --non-interactive --skip-preview --plan "out/$stack/plan.json" "${@:2}"
