"""Commands that kb adds to the console."""
