"""SymPy expressions: put in order, searched for breakpoints, printed as formulas and code."""
