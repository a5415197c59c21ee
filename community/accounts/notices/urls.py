"""News for me."""

from django.urls import path

from . import views

urlpatterns = [
    path("me/notices/", views.notices, name="notices"),
    path("me/notices/seen/", views.seen, name="notices_seen"),
    path("me/notices/ringing/", views.ringing, name="notices_ringing"),
    path("me/notices/<int:pk>/", views.notice, name="notice"),
]
