"""``/webhooks``: where departments are told, of what, and how that went."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request, Response

from chassis.access import access
from chassis.concurrency import IfMatch, RevisionMissing, RevisionStale, expect_revision, set_etag
from chassis.http import CallerDep, Router, SealerDep, Session
from chassis.pagination import Cursor, Limit, Page, decode_cursor, page_of
from chassis.problems import BadPayload, documented
from gateway.clients.errors import UnknownClient
from gateway.parts import parts_of
from gateway.webhooks import manage
from gateway.webhooks.errors import UnknownWebhook, WebhookNotInState
from gateway.webhooks.queries import deliveries_of, open_kinds, webhooks
from gateway.webhooks.schemas import (
    DeliveryOut,
    ReplayAsked,
    ReplayOut,
    WebhookEntry,
    WebhookKindOut,
    WebhookOut,
    WebhookPatch,
    WebhookSecret,
)

router = Router(tags=["webhooks 消息推送"])

State = Annotated[Literal["active", "disabled", "ended"] | None, Query()]
DeliveryState = Annotated[Literal["waiting", "delivered", "given-up", "withheld"] | None, Query()]
_STALE = (RevisionMissing, RevisionStale)


async def _shown(session: Session, response: Response, webhook_id: UUID) -> WebhookOut:
    (found,) = await webhooks(session, None, None, 1, webhook_id)
    set_etag(response, found.revision)
    return found


@router.get("/webhook-kinds")
@access(staff=("county-admin", "auditor"))
async def list_kinds(request: Request) -> Page[WebhookKindOut]:
    """What departments can be told of, and which of them may: those that may ask for it anyway."""
    return Page(items=open_kinds(parts_of(request).policies))


@router.get("/webhooks", responses=documented(BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_webhooks(
    session: Session, state: State = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[WebhookOut]:
    """Departments' endpoints. `state=disabled`: those that failed for too long."""
    after = decode_cursor(cursor, UUID)[0] if cursor else None
    return page_of(await webhooks(session, state, after, limit), limit, "id")


@router.post("/webhooks", status_code=201, responses=documented(UnknownClient, BadPayload))
@access(staff=("county-admin",))
async def post_webhook(
    request: Request, session: Session, sealer: SealerDep, caller: CallerDep, response: Response, body: WebhookEntry
) -> WebhookOut:
    """Open an endpoint of a department's client. Of kinds that its policies open to it, and no others."""
    parts = parts_of(request)
    manage.check_target(body.url, parts.settings.webhook_networks)
    return await _shown(session, response, await manage.open_webhook(session, sealer, caller, body, parts.policies))


@router.get("/webhooks/{webhook_id}", responses=documented(UnknownWebhook))
@access(staff=("county-admin", "auditor"))
async def get_webhook(session: Session, response: Response, webhook_id: UUID) -> WebhookOut:
    """One endpoint."""
    await manage.locked_webhook(session, webhook_id)
    return await _shown(session, response, webhook_id)


@router.patch("/webhooks/{webhook_id}", responses=documented(UnknownWebhook, BadPayload, *_STALE))
@access(staff=("county-admin",))
async def patch_webhook(
    request: Request,
    session: Session,
    caller: CallerDep,
    response: Response,
    webhook_id: UUID,
    body: WebhookPatch,
    if_match: IfMatch = None,
) -> WebhookOut:
    """Change an endpoint's address or kinds."""
    parts = parts_of(request)
    webhook = await manage.locked_webhook(session, webhook_id)
    expect_revision(if_match, webhook.revision)
    if body.url is not None:
        manage.check_target(body.url, parts.settings.webhook_networks)
    await manage.change_webhook(session, caller, webhook, body, parts.policies)
    return await _shown(session, response, webhook_id)


@router.put("/webhooks/{webhook_id}/secret", responses=documented(UnknownWebhook, BadPayload, *_STALE))
@access(staff=("county-admin",))
async def put_webhook_secret(
    session: Session,
    sealer: SealerDep,
    caller: CallerDep,
    response: Response,
    webhook_id: UUID,
    body: WebhookSecret,
    if_match: IfMatch = None,
) -> WebhookOut:
    """Change an endpoint's secret. Both sign for as long as the request says."""
    webhook = await manage.locked_webhook(session, webhook_id)
    expect_revision(if_match, webhook.revision)
    await manage.change_secret(session, sealer, caller, webhook, body)
    return await _shown(session, response, webhook_id)


@router.post("/webhooks/{webhook_id}/activation", responses=documented(UnknownWebhook, WebhookNotInState))
@access(staff=("county-admin",))
async def post_activation(session: Session, caller: CallerDep, response: Response, webhook_id: UUID) -> WebhookOut:
    """Enable an endpoint again that was disabled. What waited goes out at once."""
    await manage.enable_webhook(session, caller, await manage.locked_webhook(session, webhook_id))
    return await _shown(session, response, webhook_id)


@router.delete("/webhooks/{webhook_id}", status_code=204, responses=documented(UnknownWebhook))
@access(staff=("county-admin",))
async def delete_webhook(session: Session, caller: CallerDep, webhook_id: UUID) -> Response:
    """End an endpoint. Its secrets are erased, and how its messages went is kept for a while."""
    await manage.end_webhook(session, caller, await manage.locked_webhook(session, webhook_id))
    return Response(status_code=204)


@router.post("/webhooks/{webhook_id}/test", status_code=202, responses=documented(UnknownWebhook, WebhookNotInState))
@access(staff=("county-admin",))
async def post_test(session: Session, webhook_id: UUID) -> ReplayOut:
    """Send `webhook.test` to the department's endpoints, to see that the way is open."""
    await manage.test_webhook(session, await manage.locked_webhook(session, webhook_id))
    return ReplayOut(queued=1)


@router.post("/webhooks/{webhook_id}/replays", status_code=202, responses=documented(UnknownWebhook, BadPayload))
@access(staff=("county-admin",))
async def post_replay(session: Session, caller: CallerDep, webhook_id: UUID, body: ReplayAsked) -> ReplayOut:
    """Tell once more what there was to tell since a time. Under the same ids, so that a receiver knows what it has."""
    webhook = await manage.locked_webhook(session, webhook_id)
    return ReplayOut(queued=await manage.replay(session, caller, webhook, body.since))


@router.get("/webhooks/{webhook_id}/deliveries", responses=documented(UnknownWebhook, BadPayload))
@access(staff=("county-admin", "auditor"))
async def list_deliveries(
    session: Session, webhook_id: UUID, state: DeliveryState = None, limit: Limit = 50, cursor: Cursor = None
) -> Page[DeliveryOut]:
    """How messages to an endpoint went, attempt by attempt. The newest first."""
    await manage.locked_webhook(session, webhook_id)
    before = decode_cursor(cursor, UUID)[0] if cursor else None
    return page_of(await deliveries_of(session, webhook_id, state, before, limit), limit, "id")
