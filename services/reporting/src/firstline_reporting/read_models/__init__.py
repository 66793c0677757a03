"""What analysts ask: one file per question, and the projections that the answers are read from."""
