"""Counted stock: what has no barcode of its own."""
