"""The site: settings, sitemap, the pages that show several apps, and the commands that fill it.

`kernel/` may be used by everybody; `accounts/` knows people; nothing here is imported by an app below it.
"""
