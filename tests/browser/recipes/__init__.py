"""The recipes of CONTRIBUTING, seen in a browser."""
