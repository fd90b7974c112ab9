"""Loading what happened elsewhere: the demo town, and Olist's files."""
