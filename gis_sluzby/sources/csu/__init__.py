"""Code lists and relations of the Czech Statistical Office (ČSÚ)."""
