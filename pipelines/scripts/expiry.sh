#!/usr/bin/env bash
# expiry.sh STACK [WITHIN]: which secrets in use end soon? Writes out/STACK/expiry.md. Exit code 1: one ends within WITHIN (14d).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stack=${1:?usage: expiry.sh STACK [WITHIN]}
mkdir -p "out/$stack"
npm run --silent expiry -- --stack "$stack" --fail-within "${2:-14d}" --format markdown | tee "out/$stack/expiry.md"
