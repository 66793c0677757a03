"""What escalation shows and takes over HTTP."""
