"""The moderators' desk in the admin: the queue, the page of a case, what was decided, and statistics."""
