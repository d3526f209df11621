"""验证推送的签名 · verify a webhook. 内容从标准输入读入 · the body comes on standard input

WEBHOOK_SECRET WEBHOOK_ID WEBHOOK_TIMESTAMP WEBHOOK_SIGNATURE
"""

import base64
import hashlib
import hmac
import os
import sys
import time


def is_genuine(secret: str, message_id: str, timestamp: str, signature: str, body: bytes) -> bool:
    """Whether the gateway sent ``body`` just now. Drop a ``webhook-id`` that you have had before."""
    if abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    return any(hmac.compare_digest(expected, given) for given in signature.split(" "))


secret, message_id, timestamp, signature = (
    os.environ[f"WEBHOOK_{name}"] for name in ("SECRET", "ID", "TIMESTAMP", "SIGNATURE")
)
genuine = is_genuine(secret, message_id, timestamp, signature, sys.stdin.buffer.read())
print("genuine" if genuine else "forged")
sys.exit(0 if genuine else 1)
