#!/usr/bin/env bash
# rotate.sh STACK: renews the secrets that are due. It refuses to change anything else, because nobody has approved that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# = 0 ]; then
  echo "Usage: pipelines/scripts/rotate.sh STACK" >&2
  exit 2
fi
stack=$1
pipelines/scripts/rotationPlan.sh "$stack"
pipelines/scripts/up.sh "$stack"
