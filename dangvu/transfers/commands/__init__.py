"""Decisions of the two sides of a transfer, and stays elsewhere for a time; the only writer of this area's tables."""

from dangvu.transfers.commands.letters import ConfirmDeparture, ReceiveMember, ReturnLetter, SendMember, WithdrawLetter
from dangvu.transfers.commands.stays import BeginTemporaryStay, EndTemporaryStay, ExtendTemporaryStay

__all__ = [
    "BeginTemporaryStay",
    "ConfirmDeparture",
    "EndTemporaryStay",
    "ExtendTemporaryStay",
    "ReceiveMember",
    "ReturnLetter",
    "SendMember",
    "WithdrawLetter",
]
