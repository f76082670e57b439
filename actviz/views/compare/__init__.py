"""The page of Compare."""
