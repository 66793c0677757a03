"""Bringing a foreign desk's history: read the file, publish it, account for every row."""
