"""Receiving: copies by their ISBN, deliveries, cartons, processing, number ranges."""
