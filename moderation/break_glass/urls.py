"""Every address of reading a private room by two, and of who has read what is mine."""

from django.urls import path

from . import views

urlpatterns = [
    path("break-glass/", views.all_of_them, name="break_glass"),
    path("break-glass/<int:pk>/", views.one, name="break_glass_one"),
    path("break-glass/<int:pk>/confirm/", views.confirm, name="break_glass_confirm"),
    path("break-glass/<int:pk>/end/", views.end, name="break_glass_end"),
    path("break-glass/<int:pk>/read/", views.read, name="break_glass_read"),
    path("me/access-log/", views.access_log, name="access_log"),
]
