"""Read a form as a browser does: which fields it would send."""

from bs4 import BeautifulSoup

from graders.kinds.contract import FormFields


def fields_of(html: str) -> FormFields:
    """Return the fields of the form in *html*, each with its values; those without one, too."""
    fields: FormFields = {}
    for control in BeautifulSoup(html, "html.parser").select("input, select, textarea"):
        name = control.get("name")
        if not name or control.has_attr("data-not-an-answer"):
            continue
        fields.setdefault(name, [])
        fields[name] += _values(control)
    return fields


def _values(control) -> list[str]:
    if control.name == "textarea":
        return [control.text.removeprefix("\n")]
    if control.name == "select":
        chosen = control.find("option", selected=True) or control.find("option")
        return [chosen["value"]]
    if control["type"] in ("radio", "checkbox"):
        return [control["value"]] if control.has_attr("checked") else []
    return [control.get("value", "")]
