"""Reviews and pictures, below desk/review/; pictures for readers below pictures/."""

from django.urls import path

from shufang.activities.web import review

app_name = "review"
urlpatterns = [
    path("desk/review/", review.waiting, name="waiting"),
    path("desk/review/<int:pk>/", review.edit, name="edit"),
    path("desk/review/<int:pk>/close/", review.close, name="close"),
    path("desk/review/<int:pk>/reopen/", review.reopen, name="reopen"),
    path("desk/review/<int:pk>/photos/", review.photo_add, name="photo_add"),
    path("desk/review/photos/<int:pk>.jpg", review.photo, name="photo"),
    path("desk/review/photos/<int:pk>/check/", review.photo_check, name="photo_check"),
    path("desk/review/photos/<int:pk>/remove/", review.photo_remove, name="photo_remove"),
    path("pictures/<int:pk>.jpg", review.picture, name="picture"),
]
