"""The inspection of a workbook before anything else opens it."""
from pathlib import Path
def inspect(path: Path) -> None:
    pass
