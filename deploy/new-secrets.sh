#!/usr/bin/env bash
# Draws every secret that docker-compose.yml asks for, as the content of a file for Compose: deploy/new-secrets.sh > .env
set -euo pipefail
umask 077

draw() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

for name in PASSWORD_POSTGRES PASSWORD_INTAKE PASSWORD_TRIAGE PASSWORD_ESCALATION PASSWORD_KB PASSWORD_REPORTING PASSWORD_ANALYST PASSWORD_GRAFANA LINK_SECRET; do
    printf 'FIRSTLINE_%s=%s\n' "$name" "$(draw)"
done
