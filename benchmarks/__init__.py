"""Benchmarks: ratios of two things timed in one run."""
