#!/bin/sh
# 验证推送的签名 · verify a webhook (openssl). 内容从标准输入读入 · the body comes on standard input
# WEBHOOK_SECRET WEBHOOK_ID WEBHOOK_TIMESTAMP WEBHOOK_SIGNATURE
set -eu
key=$(printf '%s' "${WEBHOOK_SECRET#whsec_}" | openssl base64 -d -A | od -An -tx1 | tr -d ' \n')
expected=$( { printf '%s.%s.' "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP"; cat; } \
  | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)
age=$(( $(date +%s) - WEBHOOK_TIMESTAMP ))
[ "$age" -lt 300 ] && [ "$age" -gt -300 ] || { echo "too old"; exit 1; }
for given in $WEBHOOK_SIGNATURE; do
  [ "$given" = "v1,$expected" ] && { echo "genuine"; exit 0; }
done
echo "forged"
exit 1
