#!/usr/bin/env bash
# drift.sh STACK: has somebody changed by hand what the stack has made? Exit code 0: no; 7: yes, and the log says what; others: it could
# not look. It changes nothing. --run-program: with today's configuration, so that an API key that was renewed is no failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stack=${1:?usage: drift.sh STACK}
pulumi refresh --stack "$stack" --preview-only --expect-no-changes --run-program --non-interactive --diff
