"""Addresses of figures."""
urlpatterns: list[object] = []
