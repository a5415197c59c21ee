"""The clauses everybody here agrees to: in plain words, with examples, versioned; and "is this my job?".

Change a clause through `clauses.services.publish`; whoever it binds is asked again when the change is material.
"""
