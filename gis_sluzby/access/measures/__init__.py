"""Measures of access, one a file: frames of travel, supply and demand in, a frame of areas out."""
