"""What triage knows of importance: pure, no I/O, no clock."""
