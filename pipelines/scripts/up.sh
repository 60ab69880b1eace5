#!/usr/bin/env bash
# up.sh STACK [OPTION...]: carries out the plan that preview.sh has saved in out/STACK/plan.json, and nothing that is not in it. The options
# are those that preview.sh has had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# = 0 ]; then
  echo "Usage: pipelines/scripts/up.sh STACK [OPTION...]" >&2
  exit 2
fi
stack=$1
if [ ! -f "out/$stack/plan.json" ]; then
  echo "There is no plan out/$stack/plan.json: run pipelines/scripts/preview.sh $stack first." >&2
  exit 2
fi
# Entra ID is waited for, so what is made is made side by side (docs/speed.md).
export PULUMI_PARALLEL="${PULUMI_PARALLEL:-32}"
pulumi up --stack "$stack" --yes --non-interactive --skip-preview --plan "out/$stack/plan.json" "${@:2}"
