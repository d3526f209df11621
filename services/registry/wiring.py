"""What the registry is made of, for its process (``main``) and for tests."""

from chassis.app import Service
from services.registry.adoptions.routes import router as adoptions
from services.registry.births.routes import router as births
from services.registry.certificates.routes import router as certificates
from services.registry.consents.routes import router as consents
from services.registry.corrections.routes import router as corrections
from services.registry.deaths.routes import router as deaths
from services.registry.declarations.routes import router as declarations
from services.registry.divisions.announce_change import MAKE_ANNOUNCED
from services.registry.divisions.announcement_routes import router as division_announcements
from services.registry.divisions.change_routes import router as division_changes
from services.registry.divisions.routes import router as divisions
from services.registry.divorces.routes import router as divorces
from services.registry.documents.routes import router as document_kinds
from services.registry.duplicates.routes import router as duplicates
from services.registry.duplicates.weigh_pairs import WEIGH_PAIRS
from services.registry.duplicates.work_off_scans import work_off_scans
from services.registry.households.routes import router as households
from services.registry.imports.mapping_routes import router as import_mappings
from services.registry.imports.routes import router as imports
from services.registry.imports.work_off_imports import work_off_imports
from services.registry.marriages.routes import router as marriages
from services.registry.merges.routes import router as merges
from services.registry.persons.code_documents import code_documents
from services.registry.persons.look_up import LOOK_UPS
from services.registry.persons.routes import router as persons
from services.registry.reconciliation.between_counties.routes import router as between_counties
from services.registry.reconciliation.discrepancies.routes import router as discrepancies
from services.registry.reconciliation.figures.routes import router as meeting_figures
from services.registry.reconciliation.matching.routes import router as row_links
from services.registry.reconciliation.minutes.routes import router as minutes
from services.registry.reconciliation.sessions.move_session import START_MATCHING
from services.registry.reconciliation.sessions.open_session import OPEN_SESSIONS
from services.registry.reconciliation.sessions.remind import REMIND
from services.registry.reconciliation.sessions.routes import router as meetings
from services.registry.reconciliation.submissions.routes import router as submissions
from services.registry.reconciliation.work_off import work_off_reconciliation
from services.registry.residence.routes import router as residence
from services.registry.retention.apply_retention import keep_applying
from services.registry.retention.routes import router as retention
from services.registry.search.index_persons import index_persons
from services.registry.statistics.routes import router as statistics
from services.registry.subscriptions import SUBSCRIPTIONS
from services.registry.working_days.check_calendar import CHECK_CALENDAR
from services.registry.working_days.routes import router as working_days

ROUTERS = (
    division_changes,
    division_announcements,
    divisions,
    persons,
    residence,
    households,
    births,
    deaths,
    marriages,
    divorces,
    adoptions,
    declarations,
    document_kinds,
    certificates,
    import_mappings,
    imports,
    statistics,
    duplicates,
    merges,
    corrections,
    consents,
    retention,
    meetings,
    submissions,
    row_links,
    discrepancies,
    minutes,
    meeting_figures,
    between_counties,
    working_days,
)

SERVICE = Service(
    "registry",
    "惠家·人口登记 Population registry",
    routers=ROUTERS,
    hot_reads=LOOK_UPS,
    subscriptions=SUBSCRIPTIONS,
    background=(
        work_off_imports,
        work_off_scans,
        index_persons,
        keep_applying,
        work_off_reconciliation,
        code_documents,
    ),
    sweeps=(WEIGH_PAIRS, MAKE_ANNOUNCED, OPEN_SESSIONS, START_MATCHING, REMIND, CHECK_CALENDAR),
)
