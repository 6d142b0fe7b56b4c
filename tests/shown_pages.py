"""What a page showed, as its hidden fields say it: sent back with a form, as a browser does."""

from html.parser import HTMLParser

HIDDEN = ("_version", "_shown_rows")


class HiddenFields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag, attrs):
        field = dict(attrs)
        if tag == "input" and field.get("name") in HIDDEN:
            self.found[field["name"]] = field["value"]


def shown_on(response) -> dict[str, str]:
    """The hidden fields of a page that say what it showed."""
    fields = HiddenFields()
    fields.feed(response.content.decode())
    return fields.found


def save(client, address: str, typed: dict):
    """Open a page for editing, and save what is typed at once."""
    return client.post(address, shown_on(client.get(address)) | typed)


def choose(client, address: str, action: str, rows, *, follow: bool = False, **fields):
    """Open a list, and do something with rows of it at once."""
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, shown_on(client.get(address)) | chosen | fields, follow=follow)
