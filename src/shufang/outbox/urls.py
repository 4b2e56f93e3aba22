"""Messages, below desk/messages/."""

from django.urls import path

from shufang.outbox.web import staff

app_name = "outbox"
urlpatterns = [
    path("desk/messages/", staff.message_list, name="list"),
    path("desk/messages/retry/", staff.message_retry, name="retry"),
    path("desk/messages/<int:pk>/settle/", staff.message_settle, name="settle"),
]
