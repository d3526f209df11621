"""Sign-in of staff with an identity provider of the county's own (OpenID Connect Core 1.0, code flow with PKCE)."""
