"""The roof: settings, root addresses, and who hears of what."""
