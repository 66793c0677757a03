"""What kb writes to Kafka."""
