"""The page on inputs that are not centred at zero."""
