"""A build while it runs, as values: what is planned, and how far it is."""
