"""The page of Maxout."""
