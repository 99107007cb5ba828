"""Papers for clients and colleagues, from frozen values to PDF bytes."""
