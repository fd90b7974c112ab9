"""Speed, always as a ratio to a reference that runs in turn with ours: absolute figures drift on shared machines."""
