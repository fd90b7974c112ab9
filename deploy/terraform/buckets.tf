# Uploads (STORAGE_URL), documents of checks (DOCUMENTS_URL), the erasure journal (ERASURES_URL), and the published log. What lies in
# the last two nobody can overwrite or delete.
locals {
  buckets = {
    uploads   = "trusttrack-${var.environment}-uploads"
    documents = "trusttrack-${var.environment}-documents"
    erasures  = "trusttrack-${var.environment}-erasures"
    log       = "trusttrack-${var.environment}-log"
  }
  kept = ["erasures", "log"]
}

resource "aws_s3_bucket" "bucket" {
  for_each            = local.buckets
  bucket              = each.value
  object_lock_enabled = contains(local.kept, each.key)
}

resource "aws_s3_bucket_public_access_block" "bucket" {
  for_each                = aws_s3_bucket.bucket
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bucket" {
  for_each = aws_s3_bucket.bucket
  bucket   = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_versioning" "bucket" {
  for_each = aws_s3_bucket.bucket
  bucket   = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

# What was deleted or replaced can be brought back for as long as the database can be put back, and is then gone.
resource "aws_s3_bucket_lifecycle_configuration" "bucket" {
  for_each   = { for name, bucket in aws_s3_bucket.bucket : name => bucket if !contains(local.kept, name) }
  bucket     = each.value.id
  depends_on = [aws_s3_bucket_versioning.bucket]

  rule {
    id     = "forget"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.backup_days
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_object_lock_configuration" "kept" {
  for_each = toset(local.kept)
  bucket   = aws_s3_bucket.bucket[each.key].id

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 3650
    }
  }
}

data "aws_iam_policy_document" "application" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = [for name in ["uploads", "documents"] : "${aws_s3_bucket.bucket[name].arn}/*"]
  }

  # What was noted is never taken back.
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${aws_s3_bucket.bucket["erasures"].arn}/*"]
  }

  statement {
    actions   = ["s3:ListBucket"]
    resources = [for name in ["uploads", "documents", "erasures"] : aws_s3_bucket.bucket[name].arn]
  }
}

resource "aws_iam_policy" "application" {
  name        = "trusttrack-${var.environment}-application"
  description = "What web and workers may do with files; bound to the pods' role"
  policy      = data.aws_iam_policy_document.application.json
}
