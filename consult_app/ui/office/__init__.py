"""The places beside a consultation: Today, clients, calendar, lots, people, the protocol, backups."""
