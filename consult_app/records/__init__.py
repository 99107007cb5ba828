"""The practice's records: encrypted, saved as they are made, handed out as frozen values."""
