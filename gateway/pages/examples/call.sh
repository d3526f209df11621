#!/bin/sh
# 取令牌、按用途查询、提交数据 · a token, a look-up for a purpose, a submission (curl, openssl)
# HUIJIA_URL CLIENT_ID CLIENT_SECRET CLIENT_KEY(私钥 PEM, Ed25519) CITIZEN_NUMBER
set -eu

field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }
b64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# 1 令牌：密钥 · a token for a secret
token=$(curl -sSf "$HUIJIA_URL/oauth/token" -d grant_type=client_credentials \
  --data-urlencode "client_id=$CLIENT_ID" --data-urlencode "client_secret=$CLIENT_SECRET" | field access_token)
echo "secret: ${#token} characters"

# 2 令牌：私钥签名的断言，更安全 · a token for a signed assertion (private_key_jwt)
now=$(date +%s)
claims="{\"iss\":\"$CLIENT_ID\",\"sub\":\"$CLIENT_ID\",\"aud\":\"huijia/oauth/token\",\"iat\":$now,\"exp\":$((now + 60)),\"jti\":\"$(openssl rand -hex 16)\"}"
signed="$(printf '{"alg":"EdDSA","typ":"JWT"}' | b64url).$(printf '%s' "$claims" | b64url)"
to_sign=$(mktemp)
trap 'rm -f "$to_sign"' EXIT
printf '%s' "$signed" > "$to_sign"
assertion="$signed.$(openssl pkeyutl -sign -rawin -inkey "$CLIENT_KEY" -in "$to_sign" | b64url)"
token=$(curl -sSf "$HUIJIA_URL/oauth/token" -d grant_type=client_credentials \
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
  -d "client_assertion=$assertion" | field access_token)
echo "private_key_jwt: ${#token} characters"

# 3 按用途查询：身份证号放在请求内容里 · a look-up; the number stands in the body
echo "look-up:"
curl -sSf "$HUIJIA_URL/api/registry/v1/persons/search" -H "Authorization: Bearer $token" \
  -H "X-Purpose: school-enrolment" -H "Content-Type: application/json" -d "{\"citizen_number\": \"$CITIZEN_NUMBER\"}"
echo

# 4 提交本月数据 · a submission to the monthly meeting
meeting="$HUIJIA_URL/api/registry/v1/reconciliation"
session=$(curl -sSf "$meeting/sessions?period=2026-10" -H "Authorization: Bearer $token" \
  -H "X-Purpose: register-reconciliation" | field id)
echo "submission:"
curl -sSf "$meeting/submissions/records?session=$session&kind=enrolment" -H "Authorization: Bearer $token" \
  -H "X-Purpose: register-reconciliation" -H "Content-Type: application/json" -H "Idempotency-Key: $session-1" \
  -d "{\"items\": [{\"citizen_number\": \"$CITIZEN_NUMBER\"}]}"
echo
