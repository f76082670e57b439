"""The page of the Gallery."""
