"""What the pages share: the router, the list of pages, the live figure, controls."""
