"""Figures as files of their own: one HTML file that needs neither server nor network."""
