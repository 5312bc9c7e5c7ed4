"""Kits, carts and sets: what belongs together, what stands in which slot, what is missing."""
