"""Where benefits keep sealed values."""

from chassis.sealed_columns import SealedColumn
from services.incentives.accounts.keep_account import SEALED_AS as ACCOUNT
from services.incentives.claims.object_to import CONTEXT as OBJECTION
from services.incentives.decisions.make_decisions import CONTEXT as FACTS
from services.incentives.funds.keep_fund import SEALED_AS as FUND
from services.incentives.proofs.record_proof import NUMBER
from services.incentives.proofs.values import CONTEXT as VALUE

SEALED_COLUMNS = (
    SealedColumn("accounts", "bank_account_sealed", ACCOUNT),
    SealedColumn("funds", "bank_account_sealed", FUND),
    SealedColumn("proofs", "number_sealed", NUMBER),
    SealedColumn("proofs", "value_sealed", VALUE),
    SealedColumn("decisions", "facts_sealed", FACTS),
    SealedColumn("objections", "ground_sealed", OBJECTION),
    SealedColumn("objections", "answer_sealed", OBJECTION),
)
