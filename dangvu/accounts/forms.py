"""What is typed to sign in, to choose a password, to give or enrol a factor, to invite and to recover."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as factors
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dangvu.accounts import throttle
from dangvu.accounts.models import Account
from dangvu.accounts.rules import LEAST, MOST
from dangvu.periods.clock import now

NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "12"}


def _password(label: Any, use: str, help_text: Any = "") -> forms.CharField:
    """A password as it was typed, also with blanks at its ends."""
    widget = forms.PasswordInput({"autocomplete": use, "maxlength": str(MOST)})
    return forms.CharField(label=label, strip=False, max_length=MOST, widget=widget, help_text=help_text)


class SignInForm(LoginForm):
    """Name and password; what is wrong is told in one sentence for every reason."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(label=_("Tên đăng nhập"), max_length=150, widget=forms.TextInput(NAME))
        self.fields["password"] = _password(_("Mật khẩu"), "current-password")
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """The name in the form in which accounts keep it."""
        return AbstractBaseUser.normalize_username(super().clean_login())


def _spend(user: AbstractBaseUser, code: str) -> None:
    """ValidationError where this person has used the code before, at whichever step and in whichever process."""
    digits = "".join(one for one in code if one.isalnum())
    if not throttle.take(throttle.key_of("spent", f"{user.pk} {digits}"), throttle.ONCE, at=now()):
        raise factors().validation_error("incorrect_code")


class CodeForm(AuthenticateForm):
    """A code of the application or a recovery code; a few tries only, and each code once, whichever process is asked."""

    code = forms.CharField(
        label=gettext_lazy("Mã xác thực"),
        max_length=12,
        help_text=gettext_lazy("Mã 6 số đang hiện trong ứng dụng xác thực, hoặc một mã dự phòng."),
        widget=forms.TextInput(CODE),
    )

    def clean_code(self) -> str:
        """The code, spent by this."""
        tried = throttle.key_of("code", str(self.user.pk))
        if not throttle.take(tried, throttle.CODE, at=now()):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        _spend(self.user, code)
        throttle.forget(tried)
        return code


class ConfirmForm(CodeForm):
    """Password and code once more; the code is looked at only after the password was right."""

    password = _password(gettext_lazy("Mật khẩu"), "current-password")
    field_order = ["password", "code"]

    def clean_password(self) -> str:
        """The password, tried under the same limits as at sign-in."""
        password: str = self.cleaned_data["password"]
        if get_adapter().authenticate(context.request, username=self.user.get_username(), password=password) != self.user:
            raise forms.ValidationError(_("Mật khẩu chưa đúng."))
        return password

    def clean_code(self) -> str:
        """The code, left unspent where the password was wrong."""
        return super().clean_code() if "password" in self.cleaned_data else ""


class EnrolForm(ActivateTOTPForm):
    """The first code of a new application."""

    code = forms.CharField(
        label=gettext_lazy("Mã 6 số"),
        max_length=12,
        help_text=gettext_lazy("Nhập mã mà ứng dụng vừa hiện, để chắc chắn điện thoại đã ghi đúng."),
        widget=forms.TextInput(CODE),
    )

    def clean_code(self) -> str:
        """The code, spent by this: it opens no second session."""
        code: str = super().clean_code()
        _spend(self.user, code)
        return code


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; it always works without a password, so nothing is asked about that."""

    name = forms.CharField(
        label=gettext_lazy("Tên gọi"), required=False, max_length=60, help_text=gettext_lazy("Để nhận ra sau này, ví dụ: máy ở văn phòng.")
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class ChoosePasswordForm(forms.Form):
    """A new password, typed twice."""

    password = _password(
        gettext_lazy("Mật khẩu mới"),
        "new-password",
        gettext_lazy("Ít nhất %(least)d ký tự. Một câu ngắn dễ nhớ là tốt nhất; không bắt buộc chữ hoa hay ký hiệu.") % {"least": LEAST},
    )
    again = _password(gettext_lazy("Nhập lại mật khẩu mới"), "new-password")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """A password that is long enough and not easy to guess."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean_again(self) -> str:
        """The same once more."""
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and self.cleaned_data["password"] != again:
            raise forms.ValidationError(_("Hai lần nhập không giống nhau. Nhập lại cả hai."))
        return again


class ChangePasswordForm(ChoosePasswordForm):
    """The old password before the new one."""

    current = _password(gettext_lazy("Mật khẩu đang dùng"), "current-password")
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        """The old password, tried under the limits of signing in."""
        current: str = self.cleaned_data["current"]
        if get_adapter().authenticate(context.request, username=self.account.get_username(), password=current) != self.account:
            raise forms.ValidationError(_("Mật khẩu đang dùng chưa đúng."))
        return current


class InviteForm(forms.Form):
    """Whom to invite."""

    username = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"), max_length=150, widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
        help_text=gettext_lazy("Chữ, số và các dấu @ . + - _; không có khoảng trắng. Ví dụ: nguyen.van.a"),
    )  # fmt: skip

    def clean_username(self) -> str:
        """The name in the form in which accounts keep it."""
        name: str = self.cleaned_data["username"]
        return AbstractBaseUser.normalize_username(name)


class OpenRecoveryForm(InviteForm):
    """Whose account, and how the person was recognised."""

    checked = forms.CharField(
        label=gettext_lazy("Cách xác minh danh tính"), max_length=200,
        help_text=gettext_lazy("Ví dụ: gặp trực tiếp tại văn phòng, đối chiếu thẻ căn cước."),
    )  # fmt: skip


class RecoverForm(forms.Form):
    """The halves that two officers handed over."""

    username = forms.CharField(label=gettext_lazy("Tên đăng nhập"), max_length=150, widget=forms.TextInput(NAME))
    first = forms.CharField(
        label=gettext_lazy("Mã của người duyệt thứ nhất"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
    second = forms.CharField(
        label=gettext_lazy("Mã của người duyệt thứ hai"), max_length=40, widget=forms.TextInput({"autocomplete": "off"})
    )
