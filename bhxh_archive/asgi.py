"""What does an ASGI server serve?"""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bhxh_archive.settings.production")

application = get_asgi_application()
