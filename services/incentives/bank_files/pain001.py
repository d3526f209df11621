"""ISO 20022 pain.001.001.09, the customer's credit transfer initiation: validated against its schema first."""

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from services.incentives.bank_files.lines import Head, Line, Totals, yuan

_SCHEMA = Path(__file__).with_name("schemas") / "pain.001.001.09.xsd"
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_CHUNK = 2000
_CHECKERS = 2
_OF_THREAD = threading.local()
_CLOSING = b"</PmtInf></CstmrCdtTrfInitn></Document>\n"


class NotValid(Exception):
    """The message does not fit its schema: a fault of this program, found before the bank finds it."""


def write_pain001(head: Head, totals: Totals, lines: Iterable[Line]) -> bytes:
    """The message. Raises NotValid.

    It is validated piece by piece, each with the head and the tail: the schema asks nothing of transfers together, and
    memory does not grow with the message.
    """
    opening = _opening(head, totals).encode()
    pieces, transfers = [opening], _transfers(head.fund, lines)
    # The schema is checked outside the interpreter's lock: beside the unsealing and writing of the next pieces.
    with ThreadPoolExecutor(_CHECKERS) as beside:
        checks = []
        while piece := "".join(islice(transfers, _CHUNK)).encode():
            checks.append(beside.submit(validate, b"".join((opening, piece, _CLOSING))))
            pieces.append(piece)
        for check in checks:
            check.result()
    return b"".join([*pieces, _CLOSING])


def validate(message: bytes) -> None:
    """Against the schema. Raises NotValid with the first fault's place, never its content."""
    schema = _schema()
    if not schema.validate(etree.fromstring(message, _parser())):
        raise NotValid(f"line {schema.error_log[0].line}")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _schema() -> etree.XMLSchema:
    """One for each thread: a schema keeps the faults of what it checked last."""
    if not hasattr(_OF_THREAD, "schema"):
        _OF_THREAD.schema = etree.XMLSchema(etree.parse(str(_SCHEMA)))
    schema: etree.XMLSchema = _OF_THREAD.schema
    return schema


def _agent(bank_code: str) -> str:
    member = f"<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>{bank_code}</MmbId></ClrSysMmbId>"
    return f"<FinInstnId>{member}</FinInstnId>"


def _opening(head: Head, totals: Totals) -> str:
    told = f"<NbOfTxs>{totals.lines}</NbOfTxs><CtrlSum>{yuan(totals.fen)}</CtrlSum>"
    made = head.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    payer = f"<Nm>{escape(head.payer)}</Nm>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{_NAMESPACE}"><CstmrCdtTrfInitn>\n'
        f"<GrpHdr><MsgId>{head.message_id}</MsgId><CreDtTm>{made}</CreDtTm>{told}"
        f"<InitgPty>{payer}</InitgPty></GrpHdr>\n"
        f"<PmtInf><PmtInfId>{head.message_id}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>{told}"
        f"<ReqdExctnDt><Dt>{head.execute_on}</Dt></ReqdExctnDt><Dbtr>{payer}</Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>{head.account}</Id></Othr></Id><Ccy>CNY</Ccy></DbtrAcct>"
        f"<DbtrAgt>{_agent(head.bank_code)}</DbtrAgt>\n"
    )


def _transfers(fund: str, lines: Iterable[Line]) -> Iterator[str]:
    remittance = f"<RmtInf><Ustrd>{escape(fund)}</Ustrd></RmtInf>"
    for line in lines:
        yield (
            f"<CdtTrfTxInf><PmtId><InstrId>{line.reference}</InstrId><EndToEndId>{line.reference}</EndToEndId></PmtId>"
            f'<Amt><InstdAmt Ccy="CNY">{yuan(line.amount_fen)}</InstdAmt></Amt>'
            f"<CdtrAgt>{_agent(line.bank_code)}</CdtrAgt><Cdtr><Nm>{escape(line.holder)}</Nm></Cdtr>"
            f"<CdtrAcct><Id><Othr><Id>{line.account}</Id></Othr></Id></CdtrAcct>{remittance}</CdtTrfTxInf>\n"
        )
