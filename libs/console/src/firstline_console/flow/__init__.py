"""Guided flows at a terminal: listed, drawn, and walked."""
