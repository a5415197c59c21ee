"""My own pages, the pictures, and the pages of allauth that are made differently here."""

from django.urls import path

from . import entrance, views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/welcome/", views.welcome, name="welcome"),
    path("leaving/", views.leaving, name="leaving"),
    path("me/blocks/", views.blocks_given, name="blocks"),
    path("people/<str:handle>/mute/", views.mute, name="mute"),
    path("people/<str:handle>/block/", views.block, name="block"),
    path("me/sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("marks/<str:mark>.svg", views.mark, name="mark"),
    # Before allauth's own, which they replace by standing first.
    path("account/signup/", views.sign_up, name="account_signup"),
    path("account/login/", entrance.sign_in, name="account_login"),
    path("account/password/reset/", entrance.recover, name="account_reset_password"),
    path("account/recovery-phrase/", views.recovery_phrase, name="recovery_phrase"),
    path("account/recovery-phrase/use/", entrance.use_recovery_phrase, name="use_recovery_phrase"),
    path("account/confirm-email/<str:key>/", views.confirm_email, name="account_confirm_email"),
    path("account/email/", views.email, name="account_email"),
]
