"""What a stop, a full disk or a damaged file may do to the records, and what they may not."""
