"""Tests of actviz.ui."""
