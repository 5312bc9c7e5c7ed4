"""Accounts, persons, guardians, classes, cards, badges and roles."""
