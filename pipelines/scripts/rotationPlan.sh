#!/usr/bin/env bash
# rotationPlan.sh STACK: plans the renewal of the secrets that are due, for up.sh. Exit code 1: more than that would change, which nobody has
# approved, or the preview has failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# = 0 ]; then
  echo "Usage: pipelines/scripts/rotationPlan.sh STACK" >&2
  exit 2
fi
stack=$1
pipelines/scripts/preview.sh "$stack"
node pipelines/rotation/main.ts "out/$stack/preview.json"
