"""Live connections: what every WebSocket of the product shares."""
