"""What an article is, what it refuses, and what happens to it."""
