"""The parts the pages are made of; each shows plain values and reports what was done."""
