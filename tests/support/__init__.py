"""What tests stand on. people: rows made in-process · programs: Redis and PostgreSQL of our own ·
site: the real server in processes of its own · tab: a browser tab's socket · chromium: a real browser.
"""
