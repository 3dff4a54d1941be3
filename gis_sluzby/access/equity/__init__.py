"""How evenly access is spread over people, one measure a file; for notebooks and annexes."""
