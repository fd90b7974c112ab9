"""What a buyer may say, and when."""
