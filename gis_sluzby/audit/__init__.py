"""Audit: what the rows claim, recomputed; each disagreement is a finding."""
