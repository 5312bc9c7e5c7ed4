"""The desk: one page, one box."""
