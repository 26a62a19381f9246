"""The addresses of the probes and of the numbers; they are for machines and stand in no menu."""

from django.urls import path

from dangvu.health import views

urlpatterns = [
    path("suc-khoe/song", views.alive, name="alive"),
    path("suc-khoe/san-sang", views.ready, name="ready"),
    path("suc-khoe/so-do", views.metrics, name="metrics"),
]
