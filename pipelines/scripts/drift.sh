#!/usr/bin/env bash
# drift.sh STACK: has somebody changed by hand what the stack has made? Exit code 0: no; 7: yes, and the log says what, or there was no up
# yet; others: it could not look. It changes nothing. --run-program: with today's configuration, so that it can look with an API key that was renewed. Until the
# next up notes that key in the state, the connection to XCALLY is a change too: 7.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# = 0 ]; then
  echo "Usage: pipelines/scripts/drift.sh STACK" >&2
  exit 2
fi
stack=$1
# Without outputs: some are not known until a refresh ends, and would stand in the log of a quiet night as changes.
pulumi refresh --stack "$stack" --preview-only --expect-no-changes --run-program --non-interactive --diff --suppress-outputs
