"""Seeing what the services could not take, and why."""
