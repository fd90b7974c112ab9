"""Making hostile files harmless: what a file is by its content, and a copy of it that holds nothing but what is seen.

No Django in here: `python -m vendors.cleaning` does the work in a process of its own with little memory and time (__main__.py),
so that a file made to break a decoder breaks that process and nothing else. vendors.documents starts it.
"""
