from django.urls import path

from . import views

urlpatterns = [
    path("me/export/", views.export, name="export"),
    path("me/export/<int:pk>/", views.export_fetch, name="export_fetch"),
    path("me/close/", views.close, name="close_account"),
    path("me/closed/", views.closed_account, name="closed_account"),
]
