"""Programs on the other side of TrustTrack, to run and to copy from."""
