#!/bin/sh
# 生成密钥，并把公钥写成 JWK 交县管理员登记；私钥不离开本部门 · a key pair, and its public half as a JWK (openssl)
# CLIENT_KEY(私钥 PEM 的位置；已有的不覆盖 · an existing key is kept)
set -eu

[ -e "$CLIENT_KEY" ] || (umask 077 && openssl genpkey -algorithm ed25519 -out "$CLIENT_KEY")
x=$(openssl pkey -in "$CLIENT_KEY" -pubout -outform DER | tail -c 32 | openssl base64 -A | tr '+/' '-_' | tr -d '=')
echo "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"$x\"}"
