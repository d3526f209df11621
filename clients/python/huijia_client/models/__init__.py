""" Contains all the data models used in inputs/outputs """

from .acknowledgement_out import AcknowledgementOut
from .answer_entry import AnswerEntry
from .answer_entry_outcome import AnswerEntryOutcome
from .benefit_income import BenefitIncome
from .discrepancy_out import DiscrepancyOut
from .discrepancy_out_about_type_0 import DiscrepancyOutAboutType0
from .discrepancy_out_answers_item import DiscrepancyOutAnswersItem
from .discrepancy_out_decision_type_0 import DiscrepancyOutDecisionType0
from .gateway_list_notices_state import GatewayListNoticesState
from .gateway_list_notices_x_purpose import GatewayListNoticesXPurpose
from .gateway_post_acknowledgement_x_purpose import GatewayPostAcknowledgementXPurpose
from .incentives_get_benefit_income_x_purpose import IncentivesGetBenefitIncomeXPurpose
from .key_entry import KeyEntry
from .key_out import KeyOut
from .kind_out import KindOut
from .kind_out_record_schema import KindOutRecordSchema
from .minutes_out import MinutesOut
from .minutes_out_facts import MinutesOutFacts
from .notice_out import NoticeOut
from .page_acknowledgement_out import PageAcknowledgementOut
from .page_discrepancy_out import PageDiscrepancyOut
from .page_key_out import PageKeyOut
from .page_kind_out import PageKindOut
from .page_notice_out import PageNoticeOut
from .page_person_out import PagePersonOut
from .page_session_out import PageSessionOut
from .page_submission_out import PageSubmissionOut
from .page_verdict_out import PageVerdictOut
from .person_out import PersonOut
from .person_search import PersonSearch
from .problem import Problem
from .problem_errors_item import ProblemErrorsItem
from .pushed import Pushed
from .pushed_items_item import PushedItemsItem
from .registry_get_discrepancy_x_purpose import RegistryGetDiscrepancyXPurpose
from .registry_get_minutes_x_purpose import RegistryGetMinutesXPurpose
from .registry_get_person_x_purpose import RegistryGetPersonXPurpose
from .registry_get_session_x_purpose import RegistryGetSessionXPurpose
from .registry_get_submission_x_purpose import RegistryGetSubmissionXPurpose
from .registry_list_discrepancies_state_type_0 import RegistryListDiscrepanciesStateType0
from .registry_list_discrepancies_x_purpose import RegistryListDiscrepanciesXPurpose
from .registry_list_kinds_x_purpose import RegistryListKindsXPurpose
from .registry_list_outcomes_x_purpose import RegistryListOutcomesXPurpose
from .registry_list_participant_keys_x_purpose import RegistryListParticipantKeysXPurpose
from .registry_list_persons_x_purpose import RegistryListPersonsXPurpose
from .registry_list_sessions_x_purpose import RegistryListSessionsXPurpose
from .registry_list_submissions_x_purpose import RegistryListSubmissionsXPurpose
from .registry_list_verdicts_x_purpose import RegistryListVerdictsXPurpose
from .registry_post_answer_x_purpose import RegistryPostAnswerXPurpose
from .registry_post_key_revocation_x_purpose import RegistryPostKeyRevocationXPurpose
from .registry_post_minutes_signature_x_purpose import RegistryPostMinutesSignatureXPurpose
from .registry_post_outcome_receipt_x_purpose import RegistryPostOutcomeReceiptXPurpose
from .registry_post_participant_key_x_purpose import RegistryPostParticipantKeyXPurpose
from .registry_post_records_x_purpose import RegistryPostRecordsXPurpose
from .registry_post_submission_body import RegistryPostSubmissionBody
from .registry_post_submission_x_purpose import RegistryPostSubmissionXPurpose
from .registry_search_persons_x_purpose import RegistrySearchPersonsXPurpose
from .session_out import SessionOut
from .session_out_missing import SessionOutMissing
from .session_out_open_discrepancies import SessionOutOpenDiscrepancies
from .session_out_problem_type_0 import SessionOutProblemType0
from .session_out_reminders_item import SessionOutRemindersItem
from .signature_entry import SignatureEntry
from .signature_out import SignatureOut
from .submission_out import SubmissionOut
from .submission_out_problem_type_0 import SubmissionOutProblemType0
from .submission_out_verdicts import SubmissionOutVerdicts
from .verdict_out import VerdictOut

__all__ = (
    "AcknowledgementOut",
    "AnswerEntry",
    "AnswerEntryOutcome",
    "BenefitIncome",
    "DiscrepancyOut",
    "DiscrepancyOutAboutType0",
    "DiscrepancyOutAnswersItem",
    "DiscrepancyOutDecisionType0",
    "GatewayListNoticesState",
    "GatewayListNoticesXPurpose",
    "GatewayPostAcknowledgementXPurpose",
    "IncentivesGetBenefitIncomeXPurpose",
    "KeyEntry",
    "KeyOut",
    "KindOut",
    "KindOutRecordSchema",
    "MinutesOut",
    "MinutesOutFacts",
    "NoticeOut",
    "PageAcknowledgementOut",
    "PageDiscrepancyOut",
    "PageKeyOut",
    "PageKindOut",
    "PageNoticeOut",
    "PagePersonOut",
    "PageSessionOut",
    "PageSubmissionOut",
    "PageVerdictOut",
    "PersonOut",
    "PersonSearch",
    "Problem",
    "ProblemErrorsItem",
    "Pushed",
    "PushedItemsItem",
    "RegistryGetDiscrepancyXPurpose",
    "RegistryGetMinutesXPurpose",
    "RegistryGetPersonXPurpose",
    "RegistryGetSessionXPurpose",
    "RegistryGetSubmissionXPurpose",
    "RegistryListDiscrepanciesStateType0",
    "RegistryListDiscrepanciesXPurpose",
    "RegistryListKindsXPurpose",
    "RegistryListOutcomesXPurpose",
    "RegistryListParticipantKeysXPurpose",
    "RegistryListPersonsXPurpose",
    "RegistryListSessionsXPurpose",
    "RegistryListSubmissionsXPurpose",
    "RegistryListVerdictsXPurpose",
    "RegistryPostAnswerXPurpose",
    "RegistryPostKeyRevocationXPurpose",
    "RegistryPostMinutesSignatureXPurpose",
    "RegistryPostOutcomeReceiptXPurpose",
    "RegistryPostParticipantKeyXPurpose",
    "RegistryPostRecordsXPurpose",
    "RegistryPostSubmissionBody",
    "RegistryPostSubmissionXPurpose",
    "RegistrySearchPersonsXPurpose",
    "SessionOut",
    "SessionOutMissing",
    "SessionOutOpenDiscrepancies",
    "SessionOutProblemType0",
    "SessionOutRemindersItem",
    "SignatureEntry",
    "SignatureOut",
    "SubmissionOut",
    "SubmissionOutProblemType0",
    "SubmissionOutVerdicts",
    "VerdictOut",
)
