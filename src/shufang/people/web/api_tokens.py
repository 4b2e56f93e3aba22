"""The desk page where the library lets programs in and shuts them out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from shufang.people.actions.api_tokens import make_token, revoke_token
from shufang.people.choices import Scope
from shufang.people.forms.api_tokens import TokenForm
from shufang.people.queries.account import account
from shufang.people.queries.api_tokens import MAY, token_to_revoke, tokens
from shufang.shared.audience import audience
from shufang.shared.roles import Role


@audience(Role.LIBRARY)
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def token_list(request: HttpRequest) -> HttpResponse:
    """All tokens, and a form for one more; its secret stands in the answer and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = make_token(actor=account(request), **form.values())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            form = TokenForm()
    scopes = dict(Scope.choices)
    context = {
        "form": form,
        "secret": secret,
        "tokens": [
            (each, [scopes.get(scope, scope) for scope in each.scopes]) for each in tokens()
        ],
        "may": [(Role(role).label, [scope.label for scope in Scope if scope in scopes_])
                for role, scopes_ in MAY.items()],
    }  # fmt: skip
    response = render(request, "people/api_tokens.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@audience(Role.LIBRARY)
@require_POST
def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    user = account(request)
    revoke_token(actor=user, token=token_to_revoke(user, pk))
    messages.success(request, _("令牌已停用，那个程序从现在起进不来。"))
    return redirect("tokens:list")
