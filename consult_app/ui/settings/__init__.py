"""The settings: this machine's, the practice's, its devices, checking the records, About."""
