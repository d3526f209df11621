"""The two addresses that other counties call; the signature on what they bring is what lets them in."""

from fastapi import Request
from pydantic import BaseModel, Field

from chassis import clock
from chassis.access import access
from chassis.http import Router, Session
from services.migrants.exchange.describe_county import describe_county
from services.migrants.exchange.installation import installation_of
from services.migrants.exchange.take_messages import take_call
from services.migrants.exchange.terms import terms

router = Router(prefix="/exchange", tags=["exchange 县际交换"])

PUBLIC = "county-exchange"
"""What the gateway lets a caller without an account see: answers to these two."""
_CALL = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["messages"],
                    "properties": {
                        "messages": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "required": ["proof", "key", "enclosed"],
                                "properties": {
                                    "proof": {"type": "string", "description": "SD-JWT without disclosures."},
                                    "key": {"type": "string", "description": "Which key of ours opens it."},
                                    "enclosed": {"type": "string", "description": "HPKE, base64url."},
                                },
                            },
                        }
                    },
                }
            }
        },
    }
}


class CallReceipts(BaseModel):
    """A signed receipt for each message, in order; one alone where the call could not be read."""

    receipts: list[str] = Field(description="Compact JWTs of type huijia-receipt+jwt.")


class CountyDescription(BaseModel):
    """What this county says of itself."""

    statement: str = Field(description="A compact JWT of type huijia-county+jwt: keys, and the messages taken here.")


@router.post("/messages", openapi_extra=_CALL)
@access(staff=(), departments_see=PUBLIC)
async def bring_messages(request: Request, session: Session) -> CallReceipts:
    """Bring messages of another county. Each is answered with a signed receipt: applied, or rejected and why."""
    body, size = await _read(request, terms(clock.today()).call_bytes)
    return CallReceipts(receipts=await take_call(session, body, size))


@router.get("/description")
@access(staff=(), departments_see=PUBLIC)
async def get_description(session: Session) -> CountyDescription:
    """This county's keys and the messages that it takes, signed."""
    return CountyDescription(statement=describe_county(installation_of(session)))


async def _read(request: Request, most: int) -> tuple[bytes, int]:
    """The body, up to ``most`` bytes of it, and its whole size: the rest is read and dropped, so that we can answer."""
    gathered, size = bytearray(), 0
    async for piece in request.stream():
        size += len(piece)
        if len(gathered) < most:
            gathered += piece
    return bytes(gathered[:most]), size
