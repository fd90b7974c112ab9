"""This release's settings with the next release's app."""

from config import settings as current

globals().update({name: value for name, value in vars(current).items() if name.isupper()})
INSTALLED_APPS = [*current.INSTALLED_APPS, "tests.platform.next_release"]
