"""What every app may use and that knows none of them: no models, nothing of rooms or people.

announce (tell after commit), refused (kind, typed errors), limits (how often), text (cleaning and drawing words),
crypto (what is stored encrypted), chores (what is done regularly; turns and consumer do it), batches (deleting much).
"""
