"""Laws are tried on as many cases as it takes, however slow the machine."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
