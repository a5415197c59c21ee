from django.urls import path

from . import views

urlpatterns = [
    path("clauses/", views.all_clauses, name="clauses"),
    path("clauses/accept/", views.accept, name="clauses_accept"),
    path("clauses/my-job/", views.my_job, name="my_job"),
    path("clauses/incidents/", views.incidents, name="clauses_incidents"),
    path("clauses/<slug:slug>/", views.one_clause, name="clause"),
    path("clauses/<slug:slug>/quiz/", views.quiz, name="clause_quiz"),
    path("clauses/<slug:slug>/incident/", views.incident, name="clause_incident"),
]
