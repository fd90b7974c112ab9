"""Telling a vendor's own programs what happened, by signed HTTP calls (Standard Webhooks)."""
