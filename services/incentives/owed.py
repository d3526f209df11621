"""The part of this service that says who is owed what: schemes, proofs, claims, decisions, postings."""

from services.incentives.claims.objection_routes import router as objections
from services.incentives.claims.routes import router as claims
from services.incentives.decisions.routes import router as decisions
from services.incentives.entitlements.end_by_age import END_BY_AGE
from services.incentives.entitlements.routes import router as entitlements
from services.incentives.payees.routes import router as payees
from services.incentives.postings.routes import router as postings
from services.incentives.proofs.routes import router as proofs
from services.incentives.retention.apply_retention import APPLY_RETENTION
from services.incentives.schemes.catalogue import catalogue
from services.incentives.schemes.routes import router as schemes
from services.incentives.simulations.routes import router as simulations

# A scheme with a fault stops the start-up here, with its file and line.
catalogue()

ROUTERS = (schemes, proofs, claims, objections, decisions, postings, entitlements, payees, simulations)
SWEEPS = (END_BY_AGE, APPLY_RETENTION)
