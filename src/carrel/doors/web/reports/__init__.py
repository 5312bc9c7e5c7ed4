"""Figures: months, years, reports of one's own, and what is destroyed."""
