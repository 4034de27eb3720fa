"""How a round is agreed on: opinions, delegates, comments, agreements, the announcement; notices and subscribers."""

from django.urls import path

from ...needs.comments.screens import comments
from ...needs.delegations.screens import delegates
from ...needs.opinions.screens import given, queue, reviewers
from ...needs.screens.agreement import agreement
from ...rounds.agreements.screens import agreements, minutes, one
from ...rounds.screens import announcement
from ..screens import notices, subscribers

HUB = "rounds/<slug:round_code>/agreement/"

urlpatterns = [
    path(HUB, agreement, name="agreement"),
    path(f"{HUB}announcement/", announcement.announcement, name="announcement"),
    path(f"{HUB}opinions/", queue.queue, name="opinions"),
    path(f"{HUB}opinions/given/", given.given, name="opinions_given"),
    path(f"{HUB}reviewers/", reviewers.reviewers, name="reviewers"),
    path(f"{HUB}delegates/", delegates.delegates, name="delegates"),
    path(f"{HUB}comments/", comments.comments, name="comments"),
    path(f"{HUB}comments/<slug:buyer>/<str:clave>/", comments.thread, name="line_comments"),
    path(f"{HUB}agreements/", agreements.agreements, name="agreements"),
    path(f"{HUB}agreements/views/", agreements.views, name="agreement_views"),
    path(f"{HUB}agreements/minutes/<slug:language>.pdf", minutes.minutes, name="agreement_minutes"),
    path(f"{HUB}agreements/<int:agreement>/", one.agreement, name="agreement_one"),
    path("notices/", notices.notices, name="notices"),
    path("notices/preferences/", notices.preferences, name="notice_preferences"),
    path("notices/unread/", notices.unread, name="notices_unread"),
    path("notices/stop/<str:token>/", notices.stop, name="notices_stop"),
    path("notices/<int:notice>/", notices.open_one, name="notice_open"),
    path("subscribe/", subscribers.subscribe, name="subscribe"),
    path("subscribe/confirm/<str:token>/", subscribers.confirm, name="subscribe_confirm"),
    path("subscribe/stop/<str:token>/", subscribers.stop, name="subscribe_stop"),
]
