"""Versioned policies: checked, compared, published, and what they said before."""
