"""Aggregates, values and refusals: no I/O, no clock."""
