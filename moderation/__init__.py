"""What is looked at, by whom, what came of it, and what everybody is told of it."""
