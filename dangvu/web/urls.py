"""The acts of the frame itself: choosing a theme, a language and a day."""

from django.urls import path

from dangvu.web import views

urlpatterns = [
    path("giao-dien/", views.set_theme, name="set_theme"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("thoi-diem/", views.choose_day, name="choose_day"),
]
