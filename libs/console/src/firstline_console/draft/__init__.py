"""`firstline draft …`: what may answer before there is a ticket."""
