"""The self-check station: readers borrow by themselves. A browser that staff opened; it may nothing else."""
