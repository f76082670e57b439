"""The page that leads to a choice."""
