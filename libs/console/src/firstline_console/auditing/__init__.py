"""Looking whether what should have happened did."""
