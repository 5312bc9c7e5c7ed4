"""Figures, reports and retention: questions across all rooms."""
