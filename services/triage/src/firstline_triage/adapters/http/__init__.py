"""What triage shows over HTTP."""
