"""Every address of the desk itself; cases, people and second looks stand in moderation.urls."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("parts/", views.parts, name="desk_parts"),
    path("hand-over/", views.hand_over, name="desk_hand_over"),
    path("hand-over/<int:pk>/read/", views.hand_over_read, name="desk_hand_over_read"),
    path("rest/", views.rest, name="desk_rest"),
]
