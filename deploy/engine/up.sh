#!/usr/bin/env bash
# A container engine with Compose: the one that is there, or one started from Debian's packages on a private socket.
# Usage: deploy/engine/up.sh WORKDIR; then `. WORKDIR/environment`, after which `docker` and `docker compose` work. `down.sh WORKDIR` ends it.
# Ends with 3 and one line on stderr where no engine can start.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:?usage: up.sh WORKDIR}
cache=${FIRSTLINE_CACHE_DIR:-$root/.local/cache}/engine
COMPOSE_VERSION=v2.40.3
mkdir -p "$work/run" "$cache"

none() { echo "no container engine can start here: $1" >&2; exit 3; }

answers() { docker version --format '{{.Server.Version}}' > /dev/null 2>&1; }

install_engine() {
    command -v dockerd > /dev/null && command -v iptables > /dev/null && command -v debootstrap > /dev/null && command -v docker > /dev/null && return
    command -v apt-get > /dev/null || none "there is no Docker, and no apt-get to install it with."
    { apt-get update --quiet && apt-get install --yes --no-install-recommends docker.io containerd runc iptables debootstrap; } > "$work/apt.log" 2>&1 ||
        none "docker.io can't be installed: $(tail -1 "$work/apt.log")"
}

start_engine() {
    [ "$(id -u)" = 0 ] || none "no Docker answers, and only root can start one."
    install_engine
    iptables-save > "$work/iptables.before" 2> /dev/null || none "iptables doesn't work here (is this a container without NET_ADMIN?)."
    ip -brief link | awk '{ print $1 }' > "$work/links.before"
    export DOCKER_HOST=unix://$work/run/docker.sock
    setsid dockerd --host "$DOCKER_HOST" --data-root "$work/data" --exec-root "$work/run/exec" --pidfile "$work/run/pid" \
        --storage-driver overlay2 > "$work/dockerd.log" 2>&1 < /dev/null &
    for _ in $(seq 120); do answers && return; sleep 0.5; done
    local why
    why=$(tail -1 "$work/dockerd.log")
    "$here/down.sh" "$work"
    none "dockerd doesn't answer: $why"
}

# Compose 2 is no package of Debian 12: built once by Go, whose checksum database vouches for each module, and made known to `docker`.
find_compose() {
    docker compose version > /dev/null 2>&1 && return
    local built=$cache/docker-compose-$COMPOSE_VERSION
    [ -x "$built" ] || build_compose "$built"
    export DOCKER_CONFIG=$work/config
    mkdir -p "$DOCKER_CONFIG/cli-plugins"
    ln -sf "$built" "$DOCKER_CONFIG/cli-plugins/docker-compose"
    docker compose version > /dev/null 2>&1 || none "docker doesn't take $built as its compose."
}

build_compose() {
    local module=github.com/docker/compose/v2
    command -v go > /dev/null || none "there is no Docker Compose, and no Go to build it with."
    mkdir -p "$work/compose"
    ( cd "$work/compose" && { [ -f go.mod ] || go mod init firstline.local/compose; } && go get "$module/cmd@$COMPOSE_VERSION" \
        && go build -ldflags "-s -w -X $module/internal.Version=$COMPOSE_VERSION" -o "$1.new" "$module/cmd" ) > "$work/compose.log" 2>&1 ||
        none "Docker Compose can't be built: $(tail -1 "$work/compose.log")"
    mv "$1.new" "$1"
}

answers || start_engine
find_compose
{
    printf 'export DOCKER_BUILDKIT=0'
    for name in DOCKER_HOST DOCKER_CONFIG; do [ -z "${!name:-}" ] || printf ' %s=%q' "$name" "${!name}"; done
    printf '\n'
} > "$work/environment"
