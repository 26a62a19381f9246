"""Which alarms are taken back: another reading comes out, the figure means something else, the text itself explains it."""
