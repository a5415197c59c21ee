"""What is held of people who agree to the rules, and of those who write them."""

from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from community.kernel.personal import Part, declare, deleted, emptied, not_exported, rows

from .models import Incident

declare(
    "clauses.Acceptance",
    "person",
    part=Part.ACCOUNT,
    what=_("Rules you accepted, in which version."),
    export=rows(clause__title=_("Rule"), version=_("Version"), at=_("When")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("You and staff."),
)
declare(
    "clauses.ScenarioAnswer",
    "person",
    part=Part.ACCOUNT,
    what=_("What you answered to the small stories about the rules."),
    export=rows(scenario__story=_("Story"), choice__words=_("Your answer"), at=_("When")),
    ending=deleted(),
    kept_for=_("As long as your account."),
    read_by=_("You. Others see only how many chose which answer."),
)


def _incidents_told(person: Any) -> None:
    """What somebody told of themselves goes; what they told of another goes on without saying who told it."""
    told = Incident.objects.filter(told_by=person)
    told.filter(Q(about=None) | Q(about=F("told_by"))).delete()
    told.update(told_by=None)


declare(
    "clauses.Incident",
    "told_by",
    part=Part.ROLE,
    what=_("Boundaries that were nearly or really crossed, as you told them."),
    export=rows(clause__title=_("Rule"), words=_("What happened"), at=_("When")),
    ending=deleted(
        _incidents_told, words=_("What you told about somebody else stays, without saying that it was you.")
    ),
    kept_for=_("As long as your account."),
    read_by=_("Safeguarding leads and staff."),
)
declare(
    "clauses.Incident",
    "about",
    part=Part.ROLE,
    what=_("Boundaries you crossed or nearly did, as others told it."),
    export=not_exported(_("They are another person's words and would tell whose.")),
    ending=emptied(words=_("What happened stays for the sake of the rule, and names nobody.")),
    kept_for=_("As long as the rule."),
    read_by=_("Safeguarding leads and staff."),
)
for _model, _what in (
    ("clauses.HistoricalClause", _("Rules you changed.")),
    ("clauses.HistoricalRoleLine", _("Lines of “Is this my job?” you changed.")),
):
    declare(
        _model,
        "history_user",
        part=Part.ROLE,
        what=_what,
        export=rows(history_date=_("When"), history_type=_("What")),
        ending=emptied(words=_("The earlier wording of the rule stays.")),
        kept_for=_("As long as the rule: people must be able to see what they agreed to."),
        read_by=_("Staff."),
    )
