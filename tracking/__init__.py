"""What the holder of a link sees. Reads only."""
