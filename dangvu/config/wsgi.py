"""The WSGI entry point of the web application, for a server of the operator's own; `serve` has made the role that it connects with."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from dangvu.access.connections import become_web
from dangvu.access.web_role import check

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
application = get_wsgi_application()
web = settings.WEB_DATABASE()
check(web["USER"])
become_web(web)
