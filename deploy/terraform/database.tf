# The record. Two zones, encrypted, any second of the last days to go back to (RPO: seconds; docs/operating.md).
resource "random_password" "database_owner" {
  length  = 48
  special = false
}

resource "aws_db_subnet_group" "database" {
  name       = "trusttrack-${var.environment}"
  subnet_ids = var.private_subnet_ids
}

resource "aws_security_group" "database" {
  name        = "trusttrack-${var.environment}-database"
  description = "PostgreSQL, from the cluster alone"
  vpc_id      = var.network_id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = var.cluster_security_group_id
  description                  = "the cluster"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_db_parameter_group" "database" {
  name   = "trusttrack-${var.environment}"
  family = "postgres18"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }

  # What is logged of a statement never holds its values: they may be personal.
  parameter {
    name  = "log_parameter_max_length"
    value = "0"
  }

  parameter {
    name  = "log_parameter_max_length_on_error"
    value = "0"
  }
}

resource "aws_db_instance" "database" {
  identifier     = "trusttrack-${var.environment}"
  engine         = "postgres"
  engine_version = "18"
  instance_class = var.database_class

  db_name  = "trusttrack"
  username = "trusttrack"
  password = random_password.database_owner.result

  allocated_storage     = var.database_storage_gb
  max_allocated_storage = var.database_storage_gb * 10
  storage_type          = "gp3"
  storage_encrypted     = true

  multi_az               = var.environment == "production"
  db_subnet_group_name   = aws_db_subnet_group.database.name
  vpc_security_group_ids = [aws_security_group.database.id]
  parameter_group_name   = aws_db_parameter_group.database.name
  publicly_accessible    = false

  backup_retention_period      = var.backup_days
  copy_tags_to_snapshot        = true
  deletion_protection          = true
  skip_final_snapshot          = false
  final_snapshot_identifier    = "trusttrack-${var.environment}-final"
  auto_minor_version_upgrade   = true
  performance_insights_enabled = true
}
