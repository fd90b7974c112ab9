output "owner_database_url" {
  description = "DATABASE_URL of migrations and backups: into the Secret `trusttrack-owner`. The other roles' are made of their own passwords."
  value       = "postgresql://trusttrack:${random_password.database_owner.result}@${aws_db_instance.database.endpoint}/trusttrack?sslmode=require"
  sensitive   = true
}

output "redis_url" {
  description = "REDIS_URL, into the Secret `trusttrack-application`."
  value       = "rediss://:${random_password.redis.result}@${aws_elasticache_replication_group.redis.primary_endpoint_address}:6379/0"
  sensitive   = true
}

output "storage_urls" {
  description = "STORAGE_URL, DOCUMENTS_URL and ERASURES_URL."
  value = {
    STORAGE_URL   = "s3://${aws_s3_bucket.bucket["uploads"].id}/?region_name=${var.region}"
    DOCUMENTS_URL = "s3://${aws_s3_bucket.bucket["documents"].id}/?region_name=${var.region}"
    ERASURES_URL  = "s3://${aws_s3_bucket.bucket["erasures"].id}/?region_name=${var.region}"
  }
}

output "application_policy_arn" {
  description = "Bind it to the role of the web and worker pods."
  value       = aws_iam_policy.application.arn
}

output "cdn_host" {
  description = "What the name that people type points to."
  value       = aws_cloudfront_distribution.site.domain_name
}
