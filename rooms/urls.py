"""Every address of the rooms."""

from django.urls import path

from .views import history, listing, marks, membership, messages, newcomers, room, words

urlpatterns = [
    path("me/words/", words.my_words, name="my_words"),
    path("me/words/take-back/", words.take_back, name="words_take_back"),
    path("rooms/", listing.room_list, name="room_list"),
    path("rooms/<slug:slug>/", room.room, name="room"),
    path("rooms/<slug:slug>/messages/", messages.messages, name="room_messages"),
    path("rooms/<slug:slug>/changes/", history.changes, name="room_changes"),
    path("rooms/<slug:slug>/seen/", marks.seen, name="room_seen"),
    path("rooms/<slug:slug>/newcomers/", newcomers.newcomers, name="room_newcomers"),
    path("rooms/<slug:slug>/newcomers/seen/", newcomers.seen, name="room_newcomers_seen"),
    path("rooms/<slug:slug>/welcome/", newcomers.welcomed, name="room_welcome"),
    path("rooms/<slug:slug>/figures/", newcomers.figures, name="room_figures"),
    path("rooms/<slug:slug>/follow/", membership.follow, name="room_follow"),
    path("rooms/<slug:slug>/leave/", membership.leave, name="room_leave"),
    path("rooms/<slug:slug>/messages/<int:seq>/", history.message, name="message"),
    path("rooms/<slug:slug>/messages/<int:seq>/edit/", messages.edit, name="message_edit"),
    path(
        "rooms/<slug:slug>/messages/<int:seq>/remove/",
        messages.remove,
        name="message_remove",
    ),
    path("rooms/<slug:slug>/messages/<int:seq>/acts/", messages.acts, name="message_acts"),
    path("rooms/<slug:slug>/messages/<int:seq>/block/", messages.block, name="message_block"),
    path(
        "rooms/<slug:slug>/messages/<int:seq>/react/",
        messages.react,
        name="message_react",
    ),
]
