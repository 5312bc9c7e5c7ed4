"""Questions about recovery: who is late with what, where they stand, what was made, who is to be called, who leaves."""
