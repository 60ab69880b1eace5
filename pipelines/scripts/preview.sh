#!/usr/bin/env bash
# preview.sh STACK [OPTION...]: what would a pulumi up change? It changes nothing, and writes into out/STACK/:
#   summary.md    the preview for people    plan.json    what up.sh may carry out
#   preview.json  the preview itself        doctor.json  what the doctor says
# Options are those of pulumi preview: --refresh --run-program also looks for what somebody has changed by hand, to change it back.
# Exit code: that of the preview, or 1 where it went well and could not be summed up. Only the first two files may leave
# the machine: names and addresses stand in the others too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if [ $# = 0 ]; then
  echo "Usage: pipelines/scripts/preview.sh STACK [OPTION...]" >&2
  exit 2
fi
stack=$1
out=out/$stack
mkdir -p "$out"
rm -f "$out"/{preview,doctor,plan}.json "$out/summary.md"

# Resources are compared side by side, which takes a tenth less with 50 mailboxes (docs/speed.md).
export PULUMI_PARALLEL_DIFF="${PULUMI_PARALLEL_DIFF:-true}"

# With --show-sames the preview also shows a record that only gets another retain; the summary would call that no change otherwise.
status=0
pulumi preview --stack "$stack" --non-interactive --json --show-sames --save-plan "$out/plan.json" "${@:2}" > "$out/preview.json" || status=$?

# A FAIL of the doctor (exit code 1) is told in the summary and stops nothing; without a report (2) the summary has none. The mail
# servers are left out: what counts is whether XCALLY reaches them, not whether this machine does.
doctor=$out/doctor.json
npm run --silent doctor -- --stack "$stack" --skip mail --format json > "$doctor" || [ $? = 1 ] || doctor=

# It fails where the preview has failed, and then says why. No array of arguments: the bash of macOS takes an empty one for a mistake.
npm run --silent preview-summary -- --file "$out/preview.json" ${doctor:+--doctor "$doctor"} > "$out/summary.md" || [ "$status" != 0 ] || status=1
[ -s "$out/summary.md" ] || printf '### The preview of the stack `%s` failed\n\nThe log of this run says why.\n' "$stack" > "$out/summary.md"
cat "$out/summary.md"
exit "$status"
