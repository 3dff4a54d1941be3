"""Reach: who gets where, by road and by declaration, whatever the engine."""
