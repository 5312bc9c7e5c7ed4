"""What is on its way between the schools."""
