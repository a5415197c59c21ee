"""Runs functions inside a site's own environment: its database, its cache, its settings. See Site.call.

Reads a line {"module", "name", "args", "kwargs"} at a time and answers with {"result"} or {"error"}.
"""

import importlib
import json
import os
import sys
import traceback


def main() -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a function prints goes to the log
    import django

    django.setup()
    from django.db import close_old_connections

    for line in sys.stdin:
        asked = json.loads(line)
        close_old_connections()
        try:
            function = getattr(importlib.import_module(asked["module"]), asked["name"])
            answer = {"result": function(*asked["args"], **asked["kwargs"])}
            text = json.dumps(answer, default=str)
        except Exception:
            text = json.dumps({"error": traceback.format_exc()})
        answers.write(text + "\n")


if __name__ == "__main__":
    main()
