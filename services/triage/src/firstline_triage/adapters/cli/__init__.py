"""What triage adds to the command `firstline`."""
