"""Addresses of what is owed and of the money desk."""

from django.urls import path

from carrel.doors.web.charges import accounts, agreements, drawers, one, receipts, screens, views
from carrel.doors.web.crud import screen_urls

_OF = "account/<int:person_id>/"

urlpatterns = [
    path("", views.owed, name="charges.owed"),
    path("<int:charge_id>/", one.charge, name="charges.charge"),
    path("<int:charge_id>/photos/", one.attach_photo, name="charges.attach_photo"),
    path("photos/<int:photo_id>/", one.photo, name="charges.photo"),
    path("photos/<int:photo_id>/remove/", one.remove_photo, name="charges.remove_photo"),
    path("photos/<int:photo_id>/put-back/", one.put_back_photo, name="charges.put_back_photo"),
    path("<int:charge_id>/reverse/", views.reverse_charge, name="charges.reverse_charge"),
    path("<int:charge_id>/reinstate/", views.reinstate_charge, name="charges.reinstate_charge"),
    path("money/", receipts.money, name="charges.money"),
    path("find/", accounts.find, name="charges.find"),
    path("sell/", receipts.sell, name="charges.sell"),
    path("receipts/", receipts.receipts, name="charges.receipts"),
    path("receipts/<int:receipt_id>/", receipts.receipt, name="charges.receipt"),
    path("receipts/<int:receipt_id>/pdf/", receipts.receipt_pdf, name="charges.receipt_pdf"),
    path("receipts/<int:receipt_id>/print/", receipts.print_receipt, name="charges.print_receipt"),
    path("receipts/<int:receipt_id>/reverse/", receipts.reverse_payment, name="charges.reverse_payment"),
    path("drawers/", drawers.drawers, name="charges.drawers"),
    path("drawers/open/", drawers.open_cash_day, name="charges.open_cash_day"),
    path("drawers/<int:cash_day_id>/", drawers.drawer, name="charges.drawer"),
    path("drawers/<int:cash_day_id>/close/", drawers.close_cash_day, name="charges.close_cash_day"),
    path("drawers/<int:cash_day_id>/reopen/", drawers.reopen_cash_day, name="charges.reopen_cash_day"),
    path("drawers/<int:cash_day_id>/deposit/", drawers.deposit_slip, name="charges.deposit_slip"),
    path("plans/", agreements.plans, name="charges.plans"),
    path("waivers/", agreements.waivers, name="charges.waivers"),
    path("waivers/<int:waiver_id>/approve/", agreements.approve_waiver, name="charges.approve_waiver"),
    path("waivers/<int:waiver_id>/decline/", agreements.decline_waiver, name="charges.decline_waiver"),
    path("invoices/<int:invoice_id>/", agreements.invoice, name="charges.invoice"),
    path("law/", screens.law, name="charges.law"),
    path("setting/", screens.setting, name="charges.keep_setting"),
    path(_OF, accounts.account, name="charges.account"),
    path(_OF + "pay/", accounts.take_payment, name="charges.take_payment"),
    path(_OF + "charge/", accounts.charge_by_hand, name="charges.charge_by_hand"),
    path(_OF + "damage/", accounts.charge_damage, name="charges.charge_damage"),
    path(_OF + "waive/<int:charge_id>/", accounts.waive_charge, name="charges.waive_charge"),
    path(_OF + "refund/<int:charge_id>/", accounts.refund_charge, name="charges.refund_charge"),
    path(_OF + "credits/<int:credit_id>/use/", accounts.use_credit, name="charges.use_credit"),
    path(_OF + "credits/<int:credit_id>/pay-out/", accounts.pay_out_credit, name="charges.pay_out_credit"),
    path(_OF + "credits/<int:credit_id>/reverse/", accounts.reverse_credit, name="charges.reverse_credit"),
    path(_OF + "work/", agreements.agree_work, name="charges.agree_work"),
    path(_OF + "work/<int:agreement_id>/", agreements.enter_work, name="charges.enter_work"),
    path(_OF + "work/<int:agreement_id>/end/", agreements.end_work, name="charges.end_work"),
    path(_OF + "plan/", agreements.make_plan, name="charges.make_plan"),
    path(_OF + "plan/<int:plan_id>/end/", agreements.end_plan, name="charges.end_plan"),
    path(_OF + "invoices/", agreements.make_invoice, name="charges.make_invoice"),
    path(_OF + "invoices/<int:invoice_id>/withdraw/", agreements.withdraw_invoice, name="charges.withdraw_invoice"),
    path(_OF + "protect/", accounts.protect_person, name="charges.protect_person"),
    path(_OF + "protect/end/", accounts.end_protection, name="charges.end_protection"),
]
for screen in screens.SCREENS:
    urlpatterns += screen_urls(screen)
