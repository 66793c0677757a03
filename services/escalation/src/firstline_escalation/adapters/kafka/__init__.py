"""What escalation reads from Kafka and says there."""
