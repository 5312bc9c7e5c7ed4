"""Decisions and computations of the figures over plain values."""
