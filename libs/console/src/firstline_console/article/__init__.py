"""`firstline article`: the knowledge base for a person at a terminal."""
