"""Signing in and out."""

from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

from shufang.people.forms.sign_in import SignInForm
from shufang.people.models import User
from shufang.people.queries.second_step import has_second_step
from shufang.people.web.second_step import wait_for_code
from shufang.shared.audience import public, signed_in


class _SignIn(LoginView):
    """Opens a session under a new key; goes on to where the reader came from, on this site."""

    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signed in, or first asked for the second step."""
        account = form.get_user()
        assert isinstance(account, User)
        if not has_second_step(account):
            return super().form_valid(form)
        target = self.get_redirect_url() or _home_of(account)
        return wait_for_code(self.request, account, account.backend, target)

    def get_default_redirect_url(self) -> str:
        return _home_of(self.request.user)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Never back to this page itself: a signed-in reader would turn in circles."""
        target = super().get_redirect_url()
        return "" if target.partition("?")[0] == self.request.path else target


class _SignOut(LogoutView):
    """Ends the session; by POST only, so that no link or picture can do it."""

    def get_default_redirect_url(self) -> str:
        return resolve_url(settings.LOGOUT_REDIRECT_URL)


def _home_of(user: Any) -> str:
    """The desk for who works here, the public home page for others."""
    works_here = bool(getattr(user, "roles", None))
    return resolve_url(settings.LOGIN_REDIRECT_URL if works_here else settings.LOGOUT_REDIRECT_URL)


sign_in = public(_SignIn.as_view())
sign_out = signed_in(_SignOut.as_view())


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """After too many wrong passwords: how long to wait, and whom to ask.

    The same for accounts that exist and for those that do not.
    """
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    page = render(request, "people/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page
