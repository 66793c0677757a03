"""What triage reads from files."""
