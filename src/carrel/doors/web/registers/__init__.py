"""Registers: items, loans, holds and charges of another system come in as tables; everything goes out as tables."""
