"""Versioned data that a service owns, as an aggregate: each version whole, none ever changed."""
