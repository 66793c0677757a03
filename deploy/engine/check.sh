#!/usr/bin/env bash
# `make containers`: an engine, the images, and the tests that need them. Ends with 3 and one line where no engine can start.
# Whatever was started goes in the end, also when this is killed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/firstline-engine-XXXXXX")
export COMPOSE_PROJECT_NAME=firstline-check-$$ TESTCONTAINERS_RYUK_DISABLED=true
export COMPOSE_PARALLEL_LIMIT=1  # one image after the other: the layer that all share is built once

"$here/sweep.sh" "$work" "$COMPOSE_PROJECT_NAME" $$ > "${TMPDIR:-/tmp}/firstline-sweep-$$.log" 2>&1 < /dev/null &
sweeper=$!
finish() { touch "$work/finished"; }
trap 'finish; wait "$sweeper"' EXIT

"$here/up.sh" "$work"
# shellcheck source=/dev/null
. "$work/environment"
"$here/images.sh" "$work"
cd "$root"
.venv/bin/pytest tests/containers "$@" &
echo $! > "$work/tests"
wait $!
