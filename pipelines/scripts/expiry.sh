#!/usr/bin/env bash
# expiry.sh STACK [WITHIN]: which secrets in use end soon? Writes out/STACK/expiry.md. Exit code 1: one ends within WITHIN (14d).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# = 0 ]; then
  echo "Usage: pipelines/scripts/expiry.sh STACK [WITHIN]" >&2
  exit 2
fi
stack=$1
mkdir -p "out/$stack"
npm run --silent expiry -- --stack "$stack" --fail-within "${2:-14d}" --format markdown | tee "out/$stack/expiry.md"
