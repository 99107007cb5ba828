"""Headless commands: the whole consultation without a window."""
