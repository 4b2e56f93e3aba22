"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from shufang.shared.turnstile import Turnstile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shufang.config.settings")

application = Turnstile(get_wsgi_application())
