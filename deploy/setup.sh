#!/usr/bin/env bash
# Creates .venv and fills it with what requirements.lock names, hash by hash, and with the members of this workspace.
# Called by `make setup`; does nothing when neither the lock nor a member's pyproject.toml has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VENV=.venv
STAMP=$VENV/.setup-stamp
MEMBERS=(libs/events libs/chassis libs/console services/* deploy/container deploy/local)

fail() { printf '\nfirstline: %s\n  what to do: %s\n' "$1" "$2" >&2; exit 1; }

mirror_failed() {
    fail "a package could not be fetched ($1)." \
        "see the error above; check that this machine reaches a Python package index or mirror (pip's own settings are honoured: PIP_INDEX_URL, PIP_CERT or pip.conf), then run make again."
}

check_python() {
    command -v "$PYTHON" >/dev/null || fail "there is no '$PYTHON' on PATH." "install Python 3.11 or newer, or name one: make setup PYTHON=/path/to/python3.12"
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$("$PYTHON" --version) is too old: Firstline needs Python 3.11 or newer." "install a newer one, or name it: make setup PYTHON=/path/to/python3.12"
}

fingerprint() { "$PYTHON" --version; cat requirements.lock "$0" "${MEMBERS[@]/%//pyproject.toml}" | cksum; pwd; }

make_venv() {
    if [ -x $VENV/bin/python ] && $VENV/bin/python -c 'import pip' 2>/dev/null; then return; fi
    "$PYTHON" -m venv --clear $VENV ||
        fail "no virtual environment could be created in $PWD/$VENV." "see the error above; on Debian and Ubuntu, install the package python3-venv; check that the folder can be written and the disk is not full."
}

# uv itself comes by pip from the lock, pinned and hashed like everything else.
install_uv() {
    local uv_lines=$VENV/uv.lock.txt
    awk '/^[a-z]/ { keep = /^uv==/ } keep' requirements.lock > $uv_lines
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $uv_lines || mirror_failed "uv, by pip"
}

# uv does not read pip's settings: hand over the index that this machine uses.
use_pips_index() {
    local index cert
    index=$($VENV/bin/python -m pip config get global.index-url 2>/dev/null || true)
    index=${PIP_INDEX_URL:-$index}
    cert=${PIP_CERT:-}
    if [ -n "$index" ] && [ -z "${UV_DEFAULT_INDEX:-}" ]; then export UV_DEFAULT_INDEX=$index; fi
    if [ -n "$cert" ] && [ -z "${SSL_CERT_FILE:-}" ]; then export SSL_CERT_FILE=$cert; fi
}

install_members() {
    local editable=()
    for member in "${MEMBERS[@]}"; do editable+=(-e "$member"); done
    $VENV/bin/uv pip install --quiet --no-deps --no-build-isolation --offline --python $VENV/bin/python "${editable[@]}" ||
        fail "the members of the workspace could not be installed." "see the error above."
}

# Once here, so that no command has to do it: where Python may write no bytecode, each start compiled everything anew (3 s instead of 1).
compile_all() { $VENV/bin/python -m compileall -q -j 0 $VENV/lib "${MEMBERS[@]/%//src}" >/dev/null || true; }

check_python
wanted=$(fingerprint)
if [ -f $STAMP ] && [ "$(cat $STAMP)" = "$wanted" ]; then exit 0; fi
echo "Setting up .venv (once; about 450 MB of packages) ..."
make_venv
install_uv
use_pips_index
$VENV/bin/uv pip sync --quiet --require-hashes --python $VENV/bin/python requirements.lock || mirror_failed "the packages of requirements.lock, by uv"
install_members
compile_all
printf '%s\n' "$wanted" > $STAMP
echo "Ready: .venv/bin/firstline"
