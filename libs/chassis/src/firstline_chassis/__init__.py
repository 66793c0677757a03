"""Plumbing without a domain word: store, relay, inbox, dead letters, Kafka, HTTP."""
