"""What every app stands on; knows none of them."""
