"""The treatment session: its frame, its state, the numbing timer, and what is recorded of it later."""
