"""The open consultation: its frame around the pages of the seven steps, saving, signing, and what stands beside it."""
