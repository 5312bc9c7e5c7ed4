"""Signing in and out, the own account, the password, the second factor."""
