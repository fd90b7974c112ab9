"""Being told of an order by whoever has its link, without an account."""
