"""The edges of triage; strangers to one another."""
