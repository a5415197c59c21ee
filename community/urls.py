"""The sitemap: every page of the site on one screen."""

from django.contrib import admin
from django.urls import include, path

from community import metrics, pages
from community.accounts.doors import ALLAUTH, REST
from community.kernel.doors import opened

urlpatterns = [
    path("", pages.home, name="home"),
    path("about/", pages.about, name="about"),
    path("house-rules/", pages.house_rules, name="house_rules"),
    path("privacy/", pages.privacy, name="privacy"),
    # Answered by community.middleware.help_now before it gets here; it stands here to have a name.
    path("help-now/", pages.help_now, name="help_now"),
    path("leave/", pages.leave, name="leave"),
    path("", include("rooms.urls")),
    path("", include("moderation.roles.urls")),
    path("", include("moderation.cases.urls")),
    path("", include("moderation.break_glass.urls")),
    path("desk/", include("moderation.desk.urls")),
    path("", include("moderation.clauses.urls")),
    path("people/<str:handle>/", pages.profile, name="profile"),
    path("people/<str:handle>/card/", pages.card, name="person_card"),
    path("", include("community.accounts.privacy.urls")),
    path("", include("community.accounts.urls")),
    path("", include("community.accounts.notices.urls")),
    path("account/", include(opened("allauth.account.urls", ALLAUTH, rest=REST))),
    path("account/2fa/", include(opened("allauth.mfa.urls", ALLAUTH, rest=REST))),
    path("account/sessions/", include(opened("allauth.usersessions.urls", ALLAUTH, rest=REST))),
    path("admin/", admin.site.urls),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]

handler400 = "community.pages.bad_request"
handler403 = "community.pages.forbidden"
handler404 = "community.pages.not_found"
# Asked by allauth, not by Django.
handler429 = "community.pages.too_many"
handler500 = "community.pages.broken"
