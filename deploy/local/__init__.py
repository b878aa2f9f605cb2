"""Everything on one machine without Docker: ``make run``."""
