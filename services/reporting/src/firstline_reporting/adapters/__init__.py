"""Reporting's edges: strangers to one another."""
