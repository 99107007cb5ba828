"""Microneedling Consult: a consultation aid for practitioners who do microneedling."""
