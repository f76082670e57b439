"""Small experiments of single pages."""
