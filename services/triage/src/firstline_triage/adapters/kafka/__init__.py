"""What triage reads from Kafka and says there."""
