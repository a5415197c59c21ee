"""Wrong or missing settings, told by `manage.py check` with a hint."""
