"""Every address about reports, cases, decisions and second looks."""

from django.urls import path

from .views import appeals, cases, reporting, standing, toolbar

urlpatterns = [
    path("clauses/confusing/", appeals.confusing, name="clauses_confusing"),
    path("report/<slug:what>/<str:key>/", reporting.report, name="report"),
    path("me/reports/", reporting.my_reports, name="my_reports"),
    path("me/standing/", standing.my_standing, name="my_standing"),
    path("me/standing/<int:pk>/appeal/", standing.appeal, name="appeal"),
    path("moderate/<slug:what>/<str:key>/", toolbar.moderate, name="moderate"),
    path("desk/cases/", cases.cases, name="desk_cases"),
    path("desk/cases/next/", cases.claim_next, name="desk_case_next"),
    path("desk/cases/<int:pk>/", cases.case, name="desk_case"),
    path("desk/cases/<int:pk>/claim/", cases.claim, name="desk_case_claim"),
    path("desk/cases/<int:pk>/release/", cases.release, name="desk_case_release"),
    path("desk/cases/<int:pk>/settle/", cases.settle, name="desk_case_settle"),
    path("desk/cases/<int:pk>/close/", cases.close, name="desk_case_close"),
    path("desk/people/<str:handle>/", toolbar.person, name="desk_person"),
    path("desk/sanctions/<int:pk>/undo/", toolbar.undo, name="desk_undo"),
    path("desk/appeals/", appeals.appeals, name="desk_appeals"),
    path("desk/appeals/<int:pk>/", appeals.appeal, name="desk_appeal"),
    path("desk/figures/", appeals.figures, name="desk_figures"),
]
