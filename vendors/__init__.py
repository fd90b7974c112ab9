"""Who sells, and why to believe it."""
