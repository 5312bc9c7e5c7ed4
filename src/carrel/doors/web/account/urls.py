"""Addresses of the entrance. Names with an underscore are those django-allauth looks for."""

from django.urls import path

from carrel.doors.web.account import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.enter_code, name="mfa_authenticate"),
    path("sign-in/put-away/", views.inactive, name="account_inactive"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("account/", views.account, name="account.account"),
    path("account/password/", views.change_password, name="account_change_password"),
    path("account/ask-again/", views.ask_again, name="account_reauthenticate"),
    path("account/ask-code-again/", views.ask_code_again, name="mfa_reauthenticate"),
    path("account/second-factor/", views.second_factor, name="mfa_index"),
    path("account/second-factor/new/", views.new_factor, name="mfa_activate_totp"),
    path("account/second-factor/drop/", views.drop_factor, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/new/", views.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
