"""The parts of follow-up care beside plans and visits: contacts, reminders, checks, supplies, referrals, retention."""

from services.followup.agreements.routes import router as agreements
from services.followup.agreements.texts import agreement_texts
from services.followup.checks.catalogue import check_services
from services.followup.checks.day_routes import router as check_days
from services.followup.checks.end_for_the_gone import END_APPOINTMENTS
from services.followup.checks.routes import router as checks
from services.followup.contacts.routes import router as contacts
from services.followup.methods.routes import router as methods
from services.followup.referrals.routes import router as referrals
from services.followup.referrals.time_out import TIME_OUT_REFERRALS
from services.followup.reminders.count_overdue import COUNT_OVERDUE
from services.followup.reminders.plan_reminders import PLAN_REMINDERS
from services.followup.reminders.read_reports import read_reports
from services.followup.reminders.routes import router as reminders
from services.followup.reminders.send_waiting import prepare_provider, send_waiting
from services.followup.reminders.templates import templates
from services.followup.retention.apply_retention import APPLY_RETENTION
from services.followup.retention.periods import retentions
from services.followup.retention.routes import router as retention
from services.followup.sites.routes import router as sites
from services.followup.supplies.items import items
from services.followup.supplies.routes import router as supplies

# A data file with a fault stops the start-up here, with its name.
for read in (agreement_texts, check_services, items, retentions, templates):
    read()

ROUTERS = (agreements, sites, contacts, reminders, check_days, checks, supplies, methods, referrals, retention)
SWEEPS = (PLAN_REMINDERS, COUNT_OVERDUE, END_APPOINTMENTS, TIME_OUT_REFERRALS, APPLY_RETENTION)
ON_START = (prepare_provider,)
BACKGROUND = (send_waiting, read_reports)
