# A wake-up, never the record: no snapshots. Lost, it costs a few seconds of live updates (docs/adr/0004).
resource "random_password" "redis" {
  length  = 48
  special = false
}

resource "aws_elasticache_subnet_group" "redis" {
  name       = "trusttrack-${var.environment}"
  subnet_ids = var.private_subnet_ids
}

resource "aws_security_group" "redis" {
  name        = "trusttrack-${var.environment}-redis"
  description = "Redis, from the cluster alone"
  vpc_id      = var.network_id
}

resource "aws_vpc_security_group_ingress_rule" "redis" {
  security_group_id            = aws_security_group.redis.id
  referenced_security_group_id = var.cluster_security_group_id
  description                  = "the cluster"
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id       = "trusttrack-${var.environment}"
  description                = "fan-out, limits, cache, nudges"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = var.redis_class
  num_cache_clusters         = var.environment == "production" ? 2 : 1
  automatic_failover_enabled = var.environment == "production"
  subnet_group_name          = aws_elasticache_subnet_group.redis.name
  security_group_ids         = [aws_security_group.redis.id]
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = random_password.redis.result
  snapshot_retention_limit   = 0
}
