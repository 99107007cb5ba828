"""Reading the knowledge, the clinic's file and case files: each gives a value and its problems."""
