"""What kb keeps in PostgreSQL beside its events and read models."""
