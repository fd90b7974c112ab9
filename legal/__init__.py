"""What this site says of itself to the law and to its readers: texts in versions, and who runs it."""
