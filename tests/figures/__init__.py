"""Tests of actviz.figures."""
