"""The guide that F1 opens."""
