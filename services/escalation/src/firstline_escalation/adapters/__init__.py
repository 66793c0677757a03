"""The edges of escalation; strangers to one another."""
