"""My account: what a reader has out, waits for and owes. Nothing of anybody else."""
