"""Signing in and out, one's own account, and the accounts of others.

Names that begin with `account_` or `mfa_` are those by which allauth looks for the same pages.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.transaction import non_atomic_requests
from django.urls import path

from dangvu.accounts.middleware import before_factor
from dangvu.accounts.permission import keepers_only
from dangvu.accounts.stepup import recently
from dangvu.accounts.views import confirming, keeping, own, signing_in

confirmed = recently(minutes=5, holds=False)
# What hashes passwords stands in no transaction: a try is counted before it, and no row stays locked meanwhile.
sign_in = non_atomic_requests(signing_in.SignInView.as_view())
enrol = before_factor(confirmed(own.EnrolView.as_view()))
codes = confirmed(own.CodesView.as_view())

urlpatterns = [
    path("dang-nhap/", sign_in, name="sign_in"),
    path("dang-nhap/", sign_in, name="account_login"),
    path("dang-nhap/ma/", signing_in.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("dang-nhap/khoa/", login_not_required(signing_in.PasskeyView.as_view()), name="mfa_login_webauthn"),
    path("dang-nhap/khoi-phuc/", keeping.recover, name="recover"),
    path("dang-nhap/<str:token>/", signing_in.sign_in_link, name="sign_in_link"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
    path("xac-nhan/", non_atomic_requests(confirming.step_up), name="step_up"),
    path("xac-nhan/tiep/", confirming.go_on, name="go_on"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/", own.account, name="mfa_index"),
    path("tai-khoan/", own.account, name="mfa_deactivate_totp"),
    path("tai-khoan/cai-dat/", own.preferences, name="preferences"),
    path("tai-khoan/mat-khau/dat/", before_factor(own.choose_password), name="choose_password"),
    path("tai-khoan/mat-khau/", non_atomic_requests(confirmed(own.change_password)), name="change_password"),
    path("tai-khoan/ung-dung/", enrol, name="enrol"),
    path("tai-khoan/ung-dung/", enrol, name="mfa_activate_totp"),
    path("tai-khoan/khoa/", before_factor(confirmed(own.AddPasskeyView.as_view())), name="add_passkey"),
    path("tai-khoan/yeu-to/<int:number>/go/", confirmed(own.remove_factor), name="remove_factor"),
    path("tai-khoan/ma-du-phong/", codes, name="recovery_codes"),
    path("tai-khoan/ma-du-phong/", codes, name="mfa_view_recovery_codes"),
    path("tai-khoan/ma-du-phong/moi/", confirmed(own.NewCodesView.as_view()), name="new_codes"),
    path("tai-khoan/phien/ket-thuc/", own.end_session, name="end_session"),
    path("tai-khoan/moi/", keepers_only(confirmed(keeping.invitations)), name="invitations"),
    path("tai-khoan/khoi-phuc/", keepers_only(keeping.recoveries), name="recoveries"),
    path("tai-khoan/khoi-phuc/yeu-cau/", keepers_only(confirmed(keeping.ask_recovery)), name="ask_recovery"),
    path("tai-khoan/khoi-phuc/<int:number>/duyet/", keepers_only(confirmed(keeping.approve)), name="approve_recovery"),
]
