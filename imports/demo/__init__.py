"""The demo town: Wexcombe, which is on no map."""
