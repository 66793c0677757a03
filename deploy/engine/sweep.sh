#!/usr/bin/env bash
# Waits until a check is over, or was killed, and removes its containers, volumes and engine. Usage: sweep.sh WORKDIR PROJECT PID
set -uo pipefail
trap '' INT TERM HUP
here=$(cd "$(dirname "$0")" && pwd)
work=$1 project=$2 pid=$3

while kill -0 "$pid" 2> /dev/null && [ ! -f "$work/finished" ]; do sleep 0.5; done
tests=$(cat "$work/tests" 2> /dev/null) && grep -qs tests/containers "/proc/$tests/cmdline" && kill "$tests"
if [ -f "$work/environment" ]; then
    # shellcheck source=/dev/null
    . "$work/environment"
    for label in com.docker.compose.project="$project" org.testcontainers=true; do
        docker ps --all --quiet --filter "label=$label" | xargs -r docker rm --force --volumes > /dev/null
    done
    docker volume ls --quiet --filter "label=com.docker.compose.project=$project" | xargs -r docker volume rm --force > /dev/null
    docker network ls --quiet --filter "label=com.docker.compose.project=$project" | xargs -r docker network rm > /dev/null
fi
"$here/down.sh" "$work"
rm -rf "$work" "${TMPDIR:-/tmp}/firstline-sweep-$pid.log"
