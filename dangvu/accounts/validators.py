"""What is said to somebody who chooses a password: too short, or known to those who guess. No rule asks for kinds of characters."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dangvu.accounts.rules import LEAST, MOST, bare, is_easy


@cache
def known_words() -> frozenset[str]:
    """The 20,000 passwords that were most often found in leaks, as Django brings them, without diacritics and separators."""
    return frozenset(bare(word) for word in CommonPasswordValidator().passwords)


class LongEnough:
    """Length alone; ASVS 6.2.5 forbids rules of composition."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError with the limit."""
        if len(password) < LEAST:
            raise ValidationError(_("Mật khẩu cần ít nhất %(least)d ký tự; một câu ngắn dễ nhớ là tốt nhất."), params={"least": LEAST})
        if len(password) > MOST:
            raise ValidationError(_("Mật khẩu dài nhất %(most)d ký tự."), params={"most": MOST})

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Ít nhất %(least)d ký tự, không bắt buộc chữ hoa hay ký hiệu.") % {"least": LEAST}


class HardToGuess:
    """Not one of the leaked passwords, nor two or three of them with a year behind."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError that says what to do instead."""
        own = [user.get_username()] if user is not None else []
        if is_easy(password, known_words(), own):
            raise ValidationError(
                _("Mật khẩu này dễ đoán: chỉ gồm từ hay dùng, dãy phím, năm hoặc tên đăng nhập. Ghép từ bốn từ không liên quan trở lên.")
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return _("Không dùng mật khẩu phổ biến, dãy phím liền nhau hoặc tên đăng nhập.")
