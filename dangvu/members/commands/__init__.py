"""Decisions about members; the only writer of this area's tables."""

from dangvu.members.commands.cards import judge_members_card
from dangvu.members.commands.changes import (
    ChangeAttributes,
    RecogniseOfficial,
    SetParticipation,
    SetResidenceLink,
    apply_attributes,
    apply_official,
    apply_participation,
    judge_official,
    judge_participation,
)
from dangvu.members.commands.facts import apply_corrected_facts
from dangvu.members.commands.posts import EndPost, GivePost, apply_end_post, apply_ended_unit, apply_post
from dangvu.members.commands.presence import not_a_member
from dangvu.members.commands.stays import (
    EndMembership,
    RegisterMember,
    RestoreMember,
    TransferMember,
    apply_end,
    apply_restore,
    apply_transfer,
    judge_end,
    judge_register,
    judge_restore,
    judge_transfer,
)

__all__ = [
    "ChangeAttributes", "EndMembership", "EndPost", "GivePost", "RecogniseOfficial", "RegisterMember", "RestoreMember", "SetParticipation",
    "SetResidenceLink",
    "TransferMember", "apply_attributes", "apply_corrected_facts", "apply_end", "apply_end_post", "apply_ended_unit", "apply_official",
    "apply_participation", "apply_post", "apply_restore", "apply_transfer", "judge_end", "judge_members_card", "judge_official",
    "judge_participation", "judge_register", "judge_restore", "judge_transfer", "not_a_member",
]  # fmt: skip
