#!/usr/bin/env bash
# `make accessibility`: the public pages in a real browser. Ends with 1 and each finding in words,
# with 3 and one line where it can't look. The two packages of npm are pinned by package-lock.json.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

cannot() { echo "the public pages were not looked at: $1" >&2; exit 3; }

command -v chromium > /dev/null || command -v google-chrome > /dev/null || cannot "there is no Chromium (on Debian: apt-get install chromium)."
{ command -v node && command -v npm; } > /dev/null || cannot "there is no Node.js with npm (on Debian: apt-get install npm)."
lock="$here/package-lock.json"
if ! cmp --silent "$lock" "$here/node_modules/.installed"; then
    log=$(npm ci --prefix "$here" --no-progress 2>&1) || cannot "axe-core can't be fetched by npm: $(tail -1 <<< "$log")"
    cp "$lock" "$here/node_modules/.installed"
fi
exec .venv/bin/python -W ignore -m tests.accessibility
