"""Counted stock: the list, one supply, its movements."""
