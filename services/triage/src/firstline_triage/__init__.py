"""How important a ticket is, and why."""
