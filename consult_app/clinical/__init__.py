"""The clinical core: pure rules, verdicts and planning, with no files, window, database or clock."""
