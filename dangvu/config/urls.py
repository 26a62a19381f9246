"""Every address of the application."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dangvu.accounts.urls")),
    path("", include("dangvu.pages.urls")),
]
