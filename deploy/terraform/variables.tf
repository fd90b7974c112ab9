variable "environment" {
  description = "staging or production: part of every name."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.environment)
    error_message = "staging or production."
  }
}

variable "region" {
  description = "Where everything lies. Personal data stays there."
  type        = string
  default     = "eu-west-2"
}

variable "host" {
  description = "The name that people type."
  type        = string
}

variable "network_id" {
  description = "The VPC of the cluster that the chart is installed in."
  type        = string
}

variable "private_subnet_ids" {
  description = "Subnets without a way in from the internet, in at least two zones."
  type        = list(string)
}

variable "cluster_security_group_id" {
  description = "What the cluster's nodes belong to: they alone reach database and Redis."
  type        = string
}

variable "origin_host" {
  description = "The load balancer of the cluster's ingress, which the CDN asks."
  type        = string
}

variable "certificate_arn" {
  description = "The certificate of `host` for the CDN, in us-east-1."
  type        = string
}

variable "database_class" {
  description = "Size of the database's machine."
  type        = string
  default     = "db.m7g.large"
}

variable "database_storage_gb" {
  description = "Disk at the start; it grows by itself to ten times that."
  type        = number
  default     = 100
}

variable "backup_days" {
  description = "For so many days any second can be gone back to. What people had erased is gone from backups after these, too."
  type        = number
  default     = 14
}

variable "redis_class" {
  description = "Size of Redis, which keeps nothing that matters."
  type        = string
  default     = "cache.t4g.small"
}
