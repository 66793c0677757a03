#!/usr/bin/env bash
# Resolves what the members and the dev group ask for, for every platform, into requirements.lock: with hashes, without any address.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=${UV:-.venv/bin/uv}
MEMBERS=(libs/events libs/chassis libs/console services/* deploy/container deploy/local)
ours=()
for member in "${MEMBERS[@]}"; do ours+=(--no-emit-package "firstline-$(basename "$member")"); done
"$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header "${ours[@]}" \
    --output-file requirements.lock --group pyproject.toml:dev "${MEMBERS[@]/%//pyproject.toml}" "$@"
