"""The one command, firstline: it gathers what the members register."""
