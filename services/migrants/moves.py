"""What is there for people who move, and for the two counties that answer for them."""

from services.migrants.balance.close_day import CLOSE_BALANCE
from services.migrants.balance.routes import router as balance
from services.migrants.confirmations import receive_words
from services.migrants.confirmations.routes import router as confirmations
from services.migrants.confirmations.send_to_meeting import SEND_TO_MEETING
from services.migrants.contacts.erase_old import ERASE_OLD_CONTACTS
from services.migrants.contacts.routes import router as contacts
from services.migrants.figures.routes import router as figures
from services.migrants.handovers import receive_at_giver, receive_at_taker, watch_deadlines
from services.migrants.handovers.routes import router as handovers
from services.migrants.movements.declaration_routes import router as declarations
from services.migrants.movements.routes import router as movements
from services.migrants.newcomers.routes import router as newcomers

ROUTERS = (movements, declarations, contacts, balance, handovers, confirmations, newcomers, figures)
SWEEPS = (ERASE_OLD_CONTACTS, CLOSE_BALANCE, *watch_deadlines.SWEEPS, SEND_TO_MEETING)
RECEIVERS = (receive_at_giver, receive_at_taker, receive_words)
"""Modules whose receivers take other counties' messages: importing them enters the receivers."""
