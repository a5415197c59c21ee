"""From a report to a closed case, what is done about people, and second looks at it.

`services` holds every act: reports, sanctions, decisions (several in one go), appeals.
"""
