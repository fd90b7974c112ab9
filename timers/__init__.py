"""What will happen by itself, and when: rows that a worker acts on once they are due."""
