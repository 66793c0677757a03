"""Who works on a ticket, and who takes over."""
