"""The ways in: a door knows rooms; no room knows a door, and no door another door."""
