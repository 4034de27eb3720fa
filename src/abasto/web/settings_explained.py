"""What each setting means, for its page; a test holds the names against those the program reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXPLAINED: dict[str, str | Promise] = {
    "DATABASE_URL": _("Where the tables live: sqlite:///path or postgresql://user:password@host:port/name."),
    "STATE": _("The folder of the program's state (database, artifacts, keys); default var/ of the checkout."),
    "SAMPLES": _("The folder of the sample rounds; default samples/ of the checkout."),
    "DEMO": _("1 shows the role picker without passwords (only on 127.0.0.1); 0 hides it."),
    "DEBUG": _("1 shows Django's debug pages and the living page of components."),
    "SECRET_KEY": _("The key of sessions; made once under the state folder when absent."),
    "HOSTS": _("Host names served, separated by commas."),
    "MAIL_URL": _(
        "How e-mail leaves: file (into mail/ of the state folder), smtp://user:password@host:port, smtps://."
    ),
    "MAIL_FROM": _("The sender of e-mails."),
    "SITE_URL": _("The address of this site in e-mails."),
}
