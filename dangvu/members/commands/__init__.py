"""Decisions about members; the only writer of this area's tables."""

from dangvu.members.commands.changes import (
    ChangeAttributes,
    RecogniseOfficial,
    SetParticipation,
    apply_attributes,
    apply_official,
    apply_participation,
    judge_official,
)
from dangvu.members.commands.facts import apply_corrected_facts
from dangvu.members.commands.posts import EndPost, GivePost, apply_end_post, apply_ended_unit, apply_post
from dangvu.members.commands.stays import (
    EndMembership,
    RegisterMember,
    RestoreMember,
    TransferMember,
    apply_end,
    apply_transfer,
    judge_register,
    judge_restore,
)

__all__ = [
    "ChangeAttributes", "EndMembership", "EndPost", "GivePost", "RecogniseOfficial", "RegisterMember", "RestoreMember", "SetParticipation",
    "TransferMember", "apply_attributes", "apply_corrected_facts", "apply_end", "apply_end_post", "apply_ended_unit", "apply_official",
    "apply_participation", "apply_post", "apply_transfer", "judge_official", "judge_register", "judge_restore",
]  # fmt: skip
