"""Addresses of `people`."""

from django.urls import URLPattern, URLResolver, path

from shufang.people.web import accounts, log, organisation, own, second_step, sign_in

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/code/", second_step.code, name="sign_in_code"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("account/", own.own, name="own"),
    path("account/password/", own.password, name="password"),
    path("account/second-step/", second_step.second_step, name="second_step"),
    path("account/second-step/remove/", second_step.remove, name="second_step_remove"),
    path("desk/people/accounts/", accounts.account_list, name="accounts"),
    path("desk/people/accounts/add/", accounts.add, name="account_add"),
    path("desk/people/accounts/<int:pk>/", accounts.change, name="account"),
    path("desk/people/accounts/<int:pk>/close/", accounts.deactivate, name="account_deactivate"),
    path("desk/people/accounts/<int:pk>/open/", accounts.reactivate, name="account_reactivate"),
    path("desk/people/accounts/<int:pk>/reset/", accounts.reset, name="account_reset"),
    path(
        "desk/people/accounts/<int:pk>/second-step/",
        accounts.second_step,
        name="account_second_step",
    ),
    path("desk/people/organisation/", organisation.organisation_chart, name="organisation_chart"),
    path("desk/people/organisation/add/", organisation.add_duty, name="duty_add"),
    path("desk/people/organisation/<int:pk>/", organisation.change_duty, name="duty"),
    path("desk/people/organisation/<int:pk>/move/", organisation.move, name="duty_move"),
    path("desk/people/organisation/<int:pk>/remove/", organisation.remove, name="duty_remove"),
    path("desk/people/log/", log.log, name="log"),
]
