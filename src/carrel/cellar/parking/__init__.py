"""Half-done work of any room: kept from its first keystroke, listed in every header, taken up again on any device."""
