"""What is measured, against what; results in `results/*.json`."""
