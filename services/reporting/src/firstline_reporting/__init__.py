"""Projections, SQL and reports: it decides nothing."""
