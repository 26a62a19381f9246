"""Every address of the application, and the pages for what went wrong."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dangvu.accounts.urls")),
    path("", include("dangvu.web.urls")),
    path("", include("dangvu.health.urls")),
    path("", include("dangvu.pages.urls")),
    path("api/v1/", include("dangvu.api.urls")),
]

handler400 = "dangvu.web.views.bad_request"
handler403 = "dangvu.web.views.refused"
handler404 = "dangvu.web.views.not_found"
handler500 = "dangvu.web.views.broken"
