"""What moves: transfers between schools, displays, delivery runs, and what floats."""
