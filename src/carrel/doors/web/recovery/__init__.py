"""Getting things back: who stands where, runs, papers, calls, clearances."""
