"""Olist's files as vendors, items, customers, orders, entries and reviews."""
