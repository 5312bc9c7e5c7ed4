"""Today: what to do first after signing in."""
