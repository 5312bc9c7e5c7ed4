"""Records, their numbers and subjects, and the search over them."""
