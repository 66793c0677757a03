"""A ticket's timeline: everything that the services published about it, in words."""
