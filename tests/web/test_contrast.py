"""Every pair of text and ground in both themes has the contrast that WCAG 2.2 AA asks for."""

import re
from pathlib import Path

import pytest

from dangvu import web

CSS = Path(web.__file__).parent / "static/web/css"
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "surface-2", "surface-3")]
TEXT += [("ink", ground) for ground in ("ok-bg", "warn-bg", "bad-bg", "info-bg", "past-bg", "act-soft")]
TEXT += [("ink-2", ground) for ground in ("act-soft", "past-bg", "bad-bg", "warn-bg")]
TEXT += [("act", ground) for ground in ("paper", "surface", "surface-2", "act-soft", "ok-bg", "warn-bg", "bad-bg", "past-bg")]
TEXT += [(tone, f"{tone}-bg") for tone in ("ok", "warn", "bad", "info", "mute")]
TEXT += [("on-act", "act"), ("on-act", "act-2"), ("bad", "surface"), ("info", "act-soft"), ("surface", "brand")]
LINES = [(line, ground) for line in ("edge", "focus", "act", "brand", "c1", "c2") for ground in ("paper", "surface")]
LINES += [(f"{tone}-line", ground) for tone in ("ok", "warn", "bad") for ground in ("paper", "surface")] + [("c-mute", "surface")]


def tokens(file: str) -> dict[str, str]:
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", (CSS / file).read_text()))
    return {name: value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:]) for name, value in found.items()}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_right_at_both_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", ["base.css", "dark.css"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (LINES, 3.0)], ids=["text", "lines"])
def test_contrast_is_enough(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    token = tokens(theme)
    weak = {pair: round(contrast(token[pair[0]], token[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_the_dark_theme_leaves_no_colour_behind() -> None:
    assert set(tokens("dark.css")) == set(tokens("base.css"))
