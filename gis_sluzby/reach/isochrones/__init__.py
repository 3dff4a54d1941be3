"""Isochrones: the places from which a service is reached in time, as areas for maps."""
