#!/usr/bin/env bash
# Ends the engine that `up.sh WORKDIR` started, and removes what it leaves: bridges, firewall rules, its folder. Does nothing where it started none.
# Usage: deploy/engine/down.sh WORKDIR
set -uo pipefail
work=${1:?usage: down.sh WORKDIR}

end_engine() {
    local pid
    pid=$(cat "$work/run/pid" 2> /dev/null) || return 0
    if grep -qs "$work/run/docker.sock" "/proc/$pid/cmdline"; then
        kill "$pid"
        for _ in $(seq 120); do [ -d "/proc/$pid" ] || break; sleep 0.5; done
        if [ -d "/proc/$pid" ]; then kill -9 "$pid"; fi
    fi
    pid=$(cat "$work/run/exec/containerd/containerd.pid" 2> /dev/null) && grep -qs "$work" "/proc/$pid/cmdline" && kill "$pid"
    return 0
}

restore_network() {
    [ -f "$work/iptables.before" ] || return 0
    iptables-restore < "$work/iptables.before"
    ip -brief link | awk '{ print $1 }' | grep -E '^(docker0|br-[0-9a-f]+)' | grep -vxFf "$work/links.before" | xargs -r -n 1 ip link delete
    return 0
}

end_engine
restore_network
if [ -d "$work/data" ]; then
    awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r -n 1 umount 2> /dev/null
    rm -rf "${work:?}/data" "$work/run"
fi
rm -f "$work/environment"
