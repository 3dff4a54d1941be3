"""Coverage: what counts as reached, for whom, and where the gap is."""
