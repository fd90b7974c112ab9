"""Checks proofs of TrustTrack's public log. The rules are those of docs/log-format.md; nothing here trusts the log."""

from trusttrack_verify.policy import Policy, PolicyMalformed, parse_policy
from trusttrack_verify.report import Report, Status, Verdict
from trusttrack_verify.verification import Options, Pin, verify_bundle

__all__ = ["Options", "Pin", "Policy", "PolicyMalformed", "Report", "Status", "Verdict", "parse_policy", "verify_bundle"]
