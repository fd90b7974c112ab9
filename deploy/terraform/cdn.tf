# In front of everything. It keeps what says that it may be kept (hashed files, whole tiles of the log) and passes the rest on.
resource "aws_cloudfront_distribution" "site" {
  enabled         = true
  comment         = "TrustTrack ${var.environment}"
  aliases         = [var.host]
  http_version    = "http2and3"
  is_ipv6_enabled = true

  origin {
    domain_name = var.origin_host
    origin_id   = "cluster"

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 60
    }
  }

  # Pages, API, sockets: never kept, everything passed on.
  default_cache_behavior {
    target_origin_id         = "cluster"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = false
    cache_policy_id          = data.aws_cloudfront_cache_policy.never.id
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.everything.id
  }

  dynamic "ordered_cache_behavior" {
    for_each = ["/static/*", "/log/v1/tile/*"]

    content {
      path_pattern             = ordered_cache_behavior.value
      target_origin_id         = "cluster"
      viewer_protocol_policy   = "redirect-to-https"
      allowed_methods          = ["GET", "HEAD", "OPTIONS"]
      cached_methods           = ["GET", "HEAD"]
      compress                 = false
      cache_policy_id          = data.aws_cloudfront_cache_policy.as_told.id
      origin_request_policy_id = data.aws_cloudfront_origin_request_policy.everything.id
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = var.certificate_arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}

data "aws_cloudfront_cache_policy" "never" {
  name = "Managed-CachingDisabled"
}

data "aws_cloudfront_cache_policy" "as_told" {
  name = "UseOriginCacheControlHeaders"
}

data "aws_cloudfront_origin_request_policy" "everything" {
  name = "Managed-AllViewer"
}
