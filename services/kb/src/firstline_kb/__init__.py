"""What could answer a request without an agent: articles."""
