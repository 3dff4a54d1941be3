"""Sources: one reader a file; every doubt about a row is recorded, none swallowed."""
