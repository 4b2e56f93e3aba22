"""A family's own pages, at family/, and the staff's, at desk/families/."""

from django.urls import URLPattern, URLResolver, path

from shufang.people.web.family import (
    children,
    code,
    guardians,
    privacy,
    security,
    sign_in,
    staff,
    wechat,
    welcome,
)

app_name = "family"
urlpatterns: list[URLPattern | URLResolver] = [
    path("family/sign-in/", sign_in.sign_in, name="sign_in"),
    path("family/sign-in/code/", sign_in.enter_code, name="enter_code"),
    path("family/sign-in/again/", sign_in.send_again, name="send_again"),
    path("family/sign-in/password/", sign_in.password_sign_in, name="password_sign_in"),
    path("family/sign-in/wechat/", wechat.start, name="wechat"),
    path("family/sign-in/wechat/back/", wechat.back, name="wechat_back"),
    path("family/welcome/", welcome.welcome, name="welcome"),
    path("family/sign-out/", sign_in.sign_out, name="sign_out"),
    path("family/sign-out/all/", sign_in.sign_out_of_all, name="sign_out_of_all"),
    path("family/code/", code.show, name="code"),
    path("family/code/new/", code.renew, name="new_code"),
    path("family/children/", children.children, name="children"),
    path("family/children/add/", children.add, name="child_add"),
    path("family/children/<int:pk>/", children.change, name="child"),
    path("family/children/<int:pk>/remove/", children.remove, name="child_remove"),
    path("family/household/", guardians.household, name="household"),
    path("family/household/invite/", guardians.make_invitation, name="invite"),
    path("family/household/leave/", guardians.leave, name="leave"),
    path("family/join/<str:token>/", guardians.join, name="join"),
    path("family/security/", security.security, name="security"),
    path("family/security/no-password/", security.remove_password, name="remove_password"),
    path("family/security/no-wechat/", security.forget_wechat, name="forget_wechat"),
    path("family/security/phone/", security.new_phone, name="new_phone"),
    path("family/security/phone/code/", security.new_phone_code, name="new_phone_code"),
    path("family/consents/", privacy.consents, name="consents"),
    path("family/data/", privacy.data, name="data"),
    path("family/data/export.<str:file_format>", privacy.export, name="export"),
    path("family/erase/", privacy.erase, name="erase"),
    path("privacy/", privacy.note, name="privacy"),
    path("desk/families/", staff.families, name="staff_search"),
    path("desk/families/<int:pk>/", staff.one, name="staff_family"),
    path("desk/families/guardians/<int:pk>/phone/", staff.phone, name="staff_phone"),
]
