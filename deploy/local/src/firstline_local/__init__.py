"""The suite on one machine: real servers and the services, without a container engine."""
