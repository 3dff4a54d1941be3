"""What is given out: the page and, later, layers, sheets, tables and cards.

No figure is computed here: geometry is simplified, minutes are classified and rounded up.
"""
