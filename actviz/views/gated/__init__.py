"""The page of gated units."""
