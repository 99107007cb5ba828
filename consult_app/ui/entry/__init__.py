"""The way in to the practice, and the cover while it is locked."""
