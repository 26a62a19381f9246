"""The acts of the frame itself: choosing a theme and a day."""

from django.urls import path

from dangvu.web import views

urlpatterns = [
    path("giao-dien/", views.set_theme, name="set_theme"),
    path("thoi-diem/", views.choose_day, name="choose_day"),
]
