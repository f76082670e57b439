"""Follow the teacher: rooms whose opener's page and state are shown on their visitors' pages."""
