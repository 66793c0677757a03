"""`firstline ticket`: the live desk for a person at a terminal."""
