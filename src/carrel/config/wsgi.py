"""The WSGI application that `carrel serve` hands to its web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carrel.config.settings")

application = get_wsgi_application()
