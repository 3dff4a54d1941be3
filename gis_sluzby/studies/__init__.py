"""Studies: how sure a result is, and what would change it."""
