"""Pages of the own account. Signing in, passwords and second factors are django-allauth's work; the pages are ours."""

from typing import Any

from allauth.account import views as entrance
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carrel.cellar.kernel.clock import now
from carrel.doors.web.access import public, signed_in
from carrel.doors.web.account.forms import AskAgainForm, CodeForm, NewFactorForm, OwnPasswordForm, SignInForm
from carrel.doors.web.actors import actor_of
from carrel.rooms.people import queries as people
from carrel.rooms.people.phrases import ROLE_NAMES
from carrel.rooms.schools import queries as schools


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """How one signs in: the roles held, the password, the second factor. Loans and holds are at `mine.mine`."""
    actor = actor_of(request)
    own = people.account_of(actor)
    today = schools.today_at(actor.site_id, now())
    roles = [(ROLE_NAMES[each.role], each) for each in people.account_roles(own.pk, today) if each.role in ROLE_NAMES]
    context = {
        "own": own,
        "roles": roles,
        "has_second_factor": is_mfa_enabled(own),
        "idle_minutes": people.idle_minutes_for(actor.roles),
    }
    return render(request, "web/account/account.html", context)


@public
@require_GET
def inactive(request: HttpRequest) -> HttpResponse:
    """For an account that was put away."""
    return render(request, "web/account/inactive.html", status=403)


class _SignIn(entrance.LoginView):  # type: ignore[misc]  # allauth ships no types
    template_name = "web/account/sign_in.html"
    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "district": schools.district()}


class _ChangePassword(entrance.PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    template_name = "web/account/change_password.html"
    form_class = OwnPasswordForm
    success_url = reverse_lazy("account.account")

    def get_default_success_url(self) -> str:
        return str(self.success_url)

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        messages.info(self.request, _("Your new password holds from now on."), extra_tags="done")
        return answer


class _Factors(factors.IndexView):  # type: ignore[misc]  # allauth ships no types
    template_name = "web/account/second_factor.html"


class _NewFactor(totp.ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    template_name = "web/account/new_factor.html"
    form_class = NewFactorForm


class _Codes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth ships no types
    template_name = "web/account/recovery_codes.html"


sign_in = public(_SignIn.as_view())
sign_out = public(entrance.LogoutView.as_view(template_name="web/account/sign_out.html"))
ask_again = signed_in(
    entrance.ReauthenticateView.as_view(template_name="web/account/ask_again.html", form_class=AskAgainForm)
)
change_password = signed_in(_ChangePassword.as_view())
second_factor = signed_in(_Factors.as_view())
enter_code = public(factors.AuthenticateView.as_view(template_name="web/account/enter_code.html", form_class=CodeForm))
ask_code_again = signed_in(
    factors.ReauthenticateView.as_view(template_name="web/account/ask_again.html", form_class=CodeForm)
)
new_factor = signed_in(_NewFactor.as_view())
drop_factor = signed_in(totp.DeactivateTOTPView.as_view(template_name="web/account/drop_factor.html"))
recovery_codes = signed_in(_Codes.as_view())
new_recovery_codes = signed_in(
    recovery.GenerateRecoveryCodesView.as_view(template_name="web/account/new_recovery_codes.html")
)
