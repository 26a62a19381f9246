"""Signing in and out."""

from django.urls import path

from dangvu.accounts import views

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-nhap/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
]
