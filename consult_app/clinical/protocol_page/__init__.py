"""The protocol as one page a clinical lead can read in order and sign: text from the catalogue, nothing else."""
