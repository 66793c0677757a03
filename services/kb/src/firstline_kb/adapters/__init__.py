"""Where kb meets the world; strangers to one another."""
