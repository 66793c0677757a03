"""Use cases: commands, and whenever this happens, then that."""
