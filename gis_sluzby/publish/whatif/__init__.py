"""What a scenario would change, in Czech; one part of the report a file."""
