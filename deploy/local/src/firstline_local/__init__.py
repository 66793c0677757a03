"""The suite on one machine: real PostgreSQL, real Kafka and the services, without a container engine."""
