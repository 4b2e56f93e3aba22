"""Tokens of programs, at desk/tokens/."""

from django.urls import path

from shufang.people.web import api_tokens

app_name = "tokens"
urlpatterns = [
    path("desk/tokens/", api_tokens.token_list, name="list"),
    path("desk/tokens/<int:pk>/revoke/", api_tokens.token_revoke, name="revoke"),
]
