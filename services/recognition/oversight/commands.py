"""What auditors and editors can ask of oversight."""

from typing import Annotated, Literal

import msgspec

from services.recognition.codes import Long

AuditOutcome = Literal["confirmed", "not_confirmed", "unreachable"]
Evidence = Literal["register", "payslip", "contract", "person", "visit", "none"]


class RecordFinding(msgspec.Struct, frozen=True, kw_only=True):
    """What an auditor found of one line of a sample; whoever looks again writes another."""

    line: Annotated[str, msgspec.Meta(max_length=64)]
    outcome: Annotated[AuditOutcome, msgspec.Meta(extra={"missing": "Choose what was found"})]
    evidence: Annotated[Evidence, msgspec.Meta(extra={"missing": "Choose what it rests on"})]
    note: Long = ""


class CloseAlert(msgspec.Struct, frozen=True, kw_only=True):
    """Close an alert that was looked into; it opens again when its numbers grow beyond `size`."""

    alert: Annotated[str, msgspec.Meta(max_length=64)]
    reason: Long = ""
    size: int
    """The number that was read with it."""
