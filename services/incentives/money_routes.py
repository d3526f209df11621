"""Everything about money that this service serves, for its wiring."""

from services.incentives.accounts.routes import router as accounts
from services.incentives.bank_files.routes import router as bank_files
from services.incentives.batches.routes import router as batches
from services.incentives.funds.routes import router as funds
from services.incentives.papers.claim_routes import router as claim_papers
from services.incentives.papers.routes import router as papers
from services.incentives.payments.routes import router as payments
from services.incentives.recoveries.routes import router as recoveries
from services.incentives.returns.routes import router as returns
from services.incentives.statements.benefit_income import router as benefit_income
from services.incentives.statements.routes import router as statements

_READ = (papers, claim_papers, statements, benefit_income)
MONEY_ROUTERS = (funds, accounts, payments, batches, bank_files, returns, recoveries, *_READ)
