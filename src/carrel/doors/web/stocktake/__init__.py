"""The pages of stocktake: counts, the walk along a shelf, what came of it."""
