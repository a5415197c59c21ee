"""Every address about one's own roles."""

from django.urls import path

from . import views

urlpatterns = [
    path("me/roles/", views.my_roles, name="my_roles"),
    path("me/roles/<int:pk>/end/", views.give_up, name="my_roles_end"),
    path("me/duty/", views.duty, name="my_duty"),
    path("me/second-step/", views.second_step, name="second_step"),
]
