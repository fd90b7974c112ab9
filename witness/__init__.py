"""A witness of transparency logs (C2SP tlog-witness): it cosigns a checkpoint only if that extends what it cosigned last.

It runs alone, with its own key and its own file, and needs nothing of TrustTrack but `trusttrack_verify` (notes and proofs).
"""
