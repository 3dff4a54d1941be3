"""Data from where they are published, into the plan's data folder: whole, checked, recorded.

A source of a plan names what it wants by `fetch`: an id of the list of official addresses, or an
address of its own. A file is written beside, checked to be what it should, and only then put in
place; its checksum is recorded and compared ever after.
"""
