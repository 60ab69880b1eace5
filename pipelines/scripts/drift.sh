#!/usr/bin/env bash
# drift.sh STACK: has somebody changed by hand what the stack has made? Exit code 0: no; 7: yes, and the log says what; others: it could
# not look. It changes nothing. --run-program: with today's configuration, so that it can look with an API key that was renewed. Until the
# next up notes that key in the state, the connection to XCALLY is a change too: 7.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
stack=${1:?usage: drift.sh STACK}
pulumi refresh --stack "$stack" --preview-only --expect-no-changes --run-program --non-interactive --diff
