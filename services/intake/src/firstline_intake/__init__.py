"""What enters, and which ticket it belongs to."""
