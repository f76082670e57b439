"""The page of Explore."""
