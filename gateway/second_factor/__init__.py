"""The second factor of staff: a code that changes every half minute (RFC 6238), with recovery codes beside it."""
