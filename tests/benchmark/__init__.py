"""Measurements: figures of this machine and ratios within one run, not tests."""
