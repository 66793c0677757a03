#!/bin/bash
# What a compose file expects of the official image: KAFKA_A_B=x becomes a.b=x (two underscores: one), CLUSTER_ID, KAFKA_HEAP_OPTS.
set -euo pipefail
properties=/tmp/server.properties
while IFS='=' read -r name value; do
    case $name in
        KAFKA_HEAP_OPTS) ;;
        KAFKA_*) key=${name#KAFKA_} key=${key//__/%} key=${key//_/.} key=${key//%/_}; echo "${key,,}=$value" ;;
    esac
done < <(env) > $properties
java() { /opt/java/bin/java "$@"; }
classes='/opt/kafka/libs/*'
logging=-Dlog4j2.configurationFile=/opt/kafka/log4j2.properties
java -cp "$classes" "$logging" kafka.tools.StorageTool format --ignore-formatted --cluster-id "${CLUSTER_ID:-5L6g3nShT-eMCtK--X86sw}" --config $properties
# shellcheck disable=SC2086  # options, as the official image takes them
exec /opt/java/bin/java ${KAFKA_HEAP_OPTS:--Xmx512m} -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "$logging" -cp "$classes" kafka.Kafka $properties
