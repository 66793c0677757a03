"""What escalation keeps as rows."""
