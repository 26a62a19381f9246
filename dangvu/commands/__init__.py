"""Commands: plain values that say what is to be decided, and the one function that carries them out."""

from dangvu.commands.registry import Change, Command, Kind, kinds, register
from dangvu.commands.run import Actor, Clerk, Problem, Refused, rehearsed, run, turn

__all__ = ["Actor", "Change", "Clerk", "Command", "Kind", "Problem", "Refused", "kinds", "register", "rehearsed", "run", "turn"]
