"""Decisions of a case, and of a readmission; the only writer of this area's tables.

A membership ends and begins again by the members' own commands alone.
"""

from dangvu.exits.commands.appeals import LodgeAppeal, SettleAppeal
from dangvu.exits.commands.returning import ReadmitMember
from dangvu.exits.commands.stages import DecideExit, DropCase, OpenCase, RecordVote

__all__ = ["DecideExit", "DropCase", "LodgeAppeal", "OpenCase", "ReadmitMember", "RecordVote", "SettleAppeal"]
