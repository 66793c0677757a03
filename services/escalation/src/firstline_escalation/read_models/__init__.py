"""One file per question: the row and its projection together."""
