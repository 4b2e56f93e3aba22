"""What the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shufang.config.settings")

from shufang.config import env
from shufang.shared.slow_clients import SlowClients

application = SlowClients(
    get_wsgi_application(), addresses_known=not env.flag("BEHIND_PROXY", default=False)
)
