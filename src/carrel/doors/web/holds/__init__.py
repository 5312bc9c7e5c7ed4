"""Holds for staff: the hold shelf, the pull list, who waits for what, and what is reserved for classes."""
