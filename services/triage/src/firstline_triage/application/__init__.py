"""Whenever something happens elsewhere, what triage does."""
